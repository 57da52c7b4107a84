"""Everything a real OTOBO was recorded to answer, on both databases."""

import json
from pathlib import Path

import pytest

from tests.conformance.replay import play
from tests.conformance.running import RunningServer

SYSTEM, SERVER = "otobo", RunningServer
HERE = Path(__file__).parent
SCENARIOS = sorted((HERE / "scenarios" / SYSTEM).glob("*.json"))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_it_answers_as_recorded(server: RunningServer, path: Path) -> None:
    names = {"RUN": f"t{path.stem.replace('-', '')[-12:]}"}
    differences = []
    for step in json.loads(path.read_text())["steps"]:
        found = play(step, f"{server.url}/otobo/nph-genericinterface.pl", names)
        differences += [f"{step['id']}: {line}" for line in found]
    assert not differences, "\n".join(differences[:40])
