"""One running desk for all clients, with the people and queues the guides' examples speak of."""

from collections.abc import Iterator
from typing import Any

import pytest

from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from tests.conformance.running import RunningServer
from tests.conftest import Templates
from tests.world.cast import build_world

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
    with desk.work() as work:
        load_configuration(work, more)


@pytest.fixture(scope="session")
def server(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    data = tmp_path_factory.mktemp("clients") / "data"
    templates.sqlite("clients", build_guides_world, data)
    with RunningServer(data) as server:
        yield server
