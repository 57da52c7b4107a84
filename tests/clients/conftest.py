"""One running desk for all clients, with the people and queues the guides' examples speak of."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from polydesk.desk.configuration import load
from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.desk.services.import_service import import_service
from tests.conformance.running import RunningServer
from tests.conftest import Templates
from tests.world.cast import build_world

GUIDES_SERVICE = Path(load.__file__).parent / "webservices/OTOBO.yml"
STRICT_SERVICE = "AsOTOBO"
"""Answers as a real OTOBO does, also where that is less than its guide promises."""
AGENTS = (("user1", "SecurePassword"), ("admin", "secret"), ("max.muster", "max-pw-1"))
RIGHTS = {"users": "rw", "sales": "rw", "support": "rw"}
CUSTOMER = {
    "login": "customer@example.com",
    "password": "customer-pw-1",
    "first_name": "Cyd",
    "last_name": "Customer",
    "email": "customer@example.com",
    "customer_id": "acme",
}


def agent(login: str, password: str) -> dict[str, Any]:
    names = {"first_name": login.title(), "last_name": "Agent", "email": f"{login}@desk.example"}
    return {"login": login, "password": password, **names, "rights": RIGHTS}


def build_guides_world(desk: Desk) -> None:
    build_world(desk)
    agents = [agent(login, password) for login, password in AGENTS]
    more = {"agents": agents, "customer_users": [CUSTOMER], "settings": {"GOTRS::RequestsPerMinute": 0}}
    strict = GUIDES_SERVICE.read_text("utf-8") + "Polydesk:\n  Guide: '0'\n"
    with desk.work() as work:
        load_configuration(work, more)
        import_service(work, strict, STRICT_SERVICE)


@pytest.fixture(scope="session")
def server(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    data = tmp_path_factory.mktemp("clients") / "data"
    templates.sqlite("clients", build_guides_world, data)
    with RunningServer(data) as server:
        yield server
