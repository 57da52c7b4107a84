"""The desk of the recorded osTicket, used by many tests: each with senders of its own, and configuring nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from polydesk.desk.configuration.document import read_document
from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.wiring import open_desk
from tests.conftest import DATABASES, Templates
from tests.postgres import Cluster

OSTICKET = Path(__file__).parents[2] / "conformance" / "desks" / "osticket.yaml"


def build(desk: Desk) -> None:
    with desk.work() as work:
        load_configuration(work, read_document(OSTICKET))


@pytest.fixture(scope="session", params=DATABASES)
def intake(
    request: pytest.FixtureRequest, templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    data = tmp_path_factory.mktemp("intake") / "data"
    url = None
    if request.param == "sqlite":
        templates.sqlite("osticket", build, data)
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        url = templates.postgres("osticket", build, cluster)
    desk = open_desk(data, url)
    yield desk
    desk.database.dispose()
    if url:
        cluster.drop_database(url)
