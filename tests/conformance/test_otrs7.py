"""The contract of OTRS 7's API, on both databases and on each variant of the desk its scenarios name."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.one_time_code import code_of
from tests.conformance.replay import play
from tests.conformance.running import ServerOfVariant
from tests.postgres import Cluster

SCENARIOS = sorted((Path(__file__).parent / "scenarios" / "otrs7").glob("*.json"))
VARIANTS = sorted({json.loads(path.read_text())["fixture"] for path in SCENARIOS})
TESS_SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def servers(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, ServerOfVariant]]:
    started: dict[str, ServerOfVariant] = {}
    for variant in VARIANTS:
        cluster: Cluster | None = request.getfixturevalue("cluster") if request.param == "postgres" else None
        server = ServerOfVariant(tmp_path_factory.mktemp(variant), cluster.create_database() if cluster else None)
        server.build(variant)
        server.__enter__()
        started[variant] = server
    yield started
    for server in started.values():
        server.stop()


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_it_answers_as_the_contract_says(servers: dict[str, ServerOfVariant], path: Path) -> None:
    scenario = json.loads(path.read_text())
    server = servers[scenario["fixture"]]
    names = {**server.variables, "TOTP_TESS": code_of(TESS_SECRET)}
    differences = []
    for step in scenario["steps"]:
        differences += [f"{step['id']}: {line}" for line in play(step, server.url, names)]
    assert not differences, "\n".join(differences[:40])
