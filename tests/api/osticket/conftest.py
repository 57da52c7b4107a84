"""The desk of the recorded osTicket, with a key more: one that restores nothing of what the original allows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from polydesk.api.osticket import refusals_log
from polydesk.desk.configuration.document import read_document
from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from tests.api.osticket.caller import KEY, Caller
from tests.conftest import DATABASES, opened_copy

OSTICKET = Path(__file__).parents[2] / "conformance" / "desks" / "osticket.yaml"
_KEY = f"""
intake_keys:
  - {{label: careful, key: {KEY}, address: 192.0.2.1, create_tickets: true, run_cron: true}}
"""


def build(desk: Desk) -> None:
    with desk.work() as work:
        load_configuration(work, read_document(OSTICKET))
        load_configuration(work, yaml.safe_load(_KEY))


@pytest.fixture(params=DATABASES)
def osticket(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Caller]:
    for desk in opened_copy(request, "osticket-api", build, tmp_path / "data"):
        yield Caller(desk)


@pytest.fixture(autouse=True)
def much_logged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refusals of one test leave those of the next their place in the log."""
    monkeypatch.setattr(refusals_log, "_ALLOWANCE", refusals_log.Allowance())
