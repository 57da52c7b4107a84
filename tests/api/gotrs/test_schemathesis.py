"""The published description against the program: whatever it allows to be sent is answered as it says, never by 500.

A few examples of each operation, the same at each run. POLYDESK_FUZZ_EXAMPLES=500 asks for more, and for new ones.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.core.result import Ok

from polydesk.api.gotrs import call
from polydesk.api.gotrs.app import Gotrs
from polydesk.desk.access.api_tokens import create_api_token
from polydesk.desk.desk import Desk
from polydesk.desk.search.saved import Search, save_search
from polydesk.desk.tickets.assign import assign_owner
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.webhooks.outgoing import make_ping
from tests.api.gotrs.client import ON_SQLITE, Client
from tests.api.gotrs.described import described_for_the_world, published
from tests.api.gotrs.prepared import Preparing, needs_directory
from tests.certificates import Authority
from tests.hooks.hooking import hooked
from tests.slapd import Slapd, available, group, person, start_slapd
from tests.world.cast import ADA, ROOT
from tests.world.tickets import opened

ASKED = os.environ.get("POLYDESK_FUZZ_EXAMPLES")
EXAMPLES = settings(
    max_examples=int(ASKED or 3),
    derandomize=ASKED is None,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate, *((Phase.shrink,) if ASKED else ())),
    suppress_health_check=list(HealthCheck),
)


class Door:
    """The application of the desk a test works with; all operations were read with this one door in mind."""

    def __init__(self) -> None:
        self.gotrs: Gotrs | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http" and self.gotrs
        await self.gotrs(scope, receive, send)


DOOR = Door()


def _operations(described: Any) -> list[Any]:
    schema = schemathesis.openapi.from_dict(described)
    schema.app = DOOR
    schema.config.generation.with_security_parameters = False  # who calls is said by the test
    return [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]


def _can_be_wrong(operation: Any) -> bool:
    """Whether there is anything to send but words in a path and headers, of which none is wrong."""
    sent = [(one.location, one.definition["schema"]) for one in operation.iter_parameters()]
    plain = {"title": "", "type": "string"}
    return bool(operation.body) or any(place == "query" or {**schema, "title": ""} != plain for place, schema in sent)


WELL_FORMED = [(one, GenerationMode.POSITIVE) for one in _operations(described_for_the_world())]
MALFORMED = [(one, GenerationMode.NEGATIVE) for one in _operations(published()) if _can_be_wrong(one)]


@pytest.fixture
def asked(world: Desk, monkeypatch: pytest.MonkeyPatch) -> Client:
    """As an administrator with a token that no operation ends, and without limits."""
    monkeypatch.setattr(call, "spend", lambda *_given, **_named: None)
    with world.work(ROOT) as work:
        _, token = create_api_token(work, ROOT, name="all")
    _furnish(world)
    return Client(world, token)


def _furnish(world: Desk) -> None:
    """One of each thing the paths can name, with the id 1."""
    ticket_id = opened(world, ROOT, customer_user="c1", customer_id="acme")
    with world.work(ROOT) as work:
        attach_files(work, ticket_id, 1, [NewFile(filename="a.txt", content=b"a", content_type="text/plain")])
        save_search(work, Search(name="Printers", query="printer"))
    with world.work(ADA) as work:
        assign_owner(work, ticket_id, ROOT.id)
    webhook_id = hooked(world, is_active=False)
    with world.work(ROOT) as work:
        make_ping(work, webhook_id)


@pytest.fixture(scope="module")
def slapd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slapd]:
    if not available():
        pytest.skip("no slapd")
    authority = Authority(tmp_path_factory.mktemp("ldap") / "authority")
    started = start_slapd([person("nora"), person("omar"), group("Sales", ["nora"])], authority)
    yield started
    started.stop()


@pytest.mark.parametrize(
    ("operation", "mode"), [*WELL_FORMED, *MALFORMED], ids=lambda one: getattr(one, "label", None) or one.value
)
@ON_SQLITE
def test_it_answers_as_described(
    asked: Client, operation: Any, mode: GenerationMode, request: pytest.FixtureRequest
) -> None:
    DOOR.gotrs = asked._made()
    preparing = Preparing(asked)
    if needs_directory(operation.label):
        preparing.let_reach(request.getfixturevalue("slapd"))

    @EXAMPLES
    @given(operation.as_strategy(mode))
    def answers(case: Any) -> None:
        case.call_and_validate(headers=preparing.headers(case, is_well_formed=mode is GenerationMode.POSITIVE))

    answers()
