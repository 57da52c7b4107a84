"""Everything GOTRS' documentation promises, as scenarios made from its source, on both databases."""

import json
from pathlib import Path

import pytest
import yaml

from tests.conformance.replay import play
from tests.conformance.running import RunningServer

SYSTEM, SERVER = "gotrs", RunningServer
HERE = Path(__file__).parent
SCENARIOS = sorted((HERE / "scenarios" / SYSTEM).glob("*.json"))
LOGINS = yaml.safe_load((HERE / "desks" / "gotrs.vars.yaml").read_text())


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_it_answers_as_documented(server: RunningServer, path: Path) -> None:
    names = {**LOGINS, "RUN": f"t{path.stem.replace('-', '')[-12:]}"}
    differences = []
    for step in json.loads(path.read_text())["steps"]:
        found = play(step, server.url, names)
        differences += [] if step.get("quirk") else [f"{step['id']}: {line}" for line in found]
    assert not differences, "\n".join(differences[:40])
