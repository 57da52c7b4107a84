"""The published description against the program: whatever it allows to be sent is answered as it says, never by 500.

A few examples of each operation, the same at each run. POLYDESK_FUZZ_EXAMPLES=500 asks for more, and for new ones.
"""

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS
from schemathesis.core.result import Ok

from polydesk.api.gotrs import call
from polydesk.api.gotrs.app import Gotrs, describe
from polydesk.api.gotrs.description import openapi_of
from polydesk.desk.access.api_tokens import create_api_token
from polydesk.desk.desk import Desk
from tests.api.gotrs.client import ON_SQLITE, Client
from tests.world.cast import ROOT

ASKED = os.environ.get("POLYDESK_FUZZ_EXAMPLES")
EXAMPLES = settings(
    max_examples=int(ASKED or 3),
    derandomize=ASKED is None,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate, *((Phase.shrink,) if ASKED else ())),
    suppress_health_check=list(HealthCheck),
)
NOT_OURS = ("positive_data_acceptance", "negative_data_rejection")
"""No description can say which queues and people there are: what it allows may still be refused. And a list's page or
order that makes no sense is by contract no error."""


def _described() -> Any:
    """Of what this application answers itself; the health calls are beside it."""
    whole = openapi_of(describe())
    return {**whole, "paths": {path: item for path, item in whole["paths"].items() if path.startswith("/api/")}}


class Door:
    """The application of the desk a test works with; all operations were read with this one door in mind."""

    def __init__(self) -> None:
        self.gotrs: Gotrs | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http" and self.gotrs
        await self.gotrs(scope, receive, send)


DOOR = Door()
SCHEMA = schemathesis.openapi.from_dict(_described())
SCHEMA.app = DOOR
OPERATIONS = [one.ok() for one in SCHEMA.get_all_operations() if isinstance(one, Ok)]
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


@pytest.fixture
def asked(world: Desk, monkeypatch: pytest.MonkeyPatch) -> Client:
    """As an administrator with a token that no operation ends, and without limits."""
    monkeypatch.setattr(call, "spend", lambda *_given, **_named: None)
    with world.work(ROOT) as work:
        _, token = create_api_token(work, ROOT, name="all")
    return Client(world, token)


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
@ON_SQLITE
def test_it_answers_as_described(asked: Client, operation: Any, mode: GenerationMode) -> None:
    DOOR.gotrs, headers = asked._made(), {"Authorization": f"Bearer {asked.token}"}
    excluded = [CHECKS.get_one(name) for name in NOT_OURS]

    @EXAMPLES
    @given(operation.as_strategy(mode))
    def answers(case: Any) -> None:
        case.call_and_validate(headers=headers, excluded_checks=excluded)

    answers()
