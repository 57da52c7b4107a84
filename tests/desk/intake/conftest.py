"""The desk of the recorded osTicket, used by many tests: each with senders of its own, and configuring nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from polydesk.desk.configuration.document import read_document
from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from tests.conftest import DATABASES, opened_copy

OSTICKET = Path(__file__).parents[2] / "conformance" / "desks" / "osticket.yaml"


def build(desk: Desk) -> None:
    with desk.work() as work:
        load_configuration(work, read_document(OSTICKET))


@pytest.fixture(scope="session", params=DATABASES)
def intake(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    yield from opened_copy(request, "osticket", build, tmp_path_factory.mktemp("intake") / "data")
