"""The server each system's recordings are played against, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.running import RunningServer
from tests.postgres import Cluster

DESKS = Path(__file__).parent / "desks"


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """With the desk of the module's SYSTEM, run by its SERVER."""
    url = None
    if request.param == "postgres":
        cluster: Cluster = request.getfixturevalue("cluster")
        url = cluster.create_database()
    system: str = request.module.SYSTEM
    server: RunningServer = request.module.SERVER(tmp_path_factory.mktemp(system), url)
    server.load(DESKS / f"{system}.yaml")
    with server:
        yield server
