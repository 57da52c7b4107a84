"""The desk of the recorded osTicket, with a key more: one that restores nothing of what the original allows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from polydesk.api.osticket import refusals_log
from polydesk.desk.configuration.document import read_document
from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.wiring import open_desk
from tests.api.osticket.caller import KEY, Caller
from tests.conftest import DATABASES, Templates
from tests.postgres import Cluster

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
def osticket(request: pytest.FixtureRequest, templates: Templates, tmp_path: Path) -> Iterator[Caller]:
    data, url = tmp_path / "data", None
    if request.param == "sqlite":
        templates.sqlite("osticket-api", build, data)
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        url = templates.postgres("osticket-api", build, cluster)
    desk = open_desk(data, url)
    yield Caller(desk)
    desk.database.dispose()
    if url:
        cluster.drop_database(url)


@pytest.fixture(autouse=True)
def much_logged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refusals of one test leave those of the next their place in the log."""
    monkeypatch.setattr(refusals_log, "_ALLOWANCE", refusals_log.Allowance())
