"""Everything a real osTicket was recorded to answer, and what became of it, on both databases."""

import json
from pathlib import Path

import pytest
import yaml

from tests.conformance.pipe_cases import pipe_differences
from tests.conformance.replay import play
from tests.conformance.running import RunningServer, ServerWithState

SYSTEM, SERVER = "osticket", ServerWithState
HERE = Path(__file__).parent
SCENARIOS = sorted((HERE / "scenarios" / SYSTEM).glob("*.json"))
KEYS = yaml.safe_load((HERE / "desks" / "osticket.vars.yaml").read_text())


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_it_answers_as_recorded(server: RunningServer, path: Path) -> None:
    names = dict(KEYS)
    differences = []
    for step in json.loads(path.read_text())["steps"]:
        found = play(step, server.url, names)
        differences += [] if step.get("quirk") else [f"{step['id']}: {line}" for line in found]
    assert not differences, "\n".join(differences[:40])


def test_what_kills_the_original_is_answered_with_a_text(server: RunningServer) -> None:
    path = HERE / "scenarios" / SYSTEM / "crashes.json"
    for step in json.loads(path.read_text())["steps"]:
        telling = {**step, "response": {"status": [400, 500], "text": "<re:Unable to create new ticket :.+>"}}
        assert play(telling, server.url, dict(KEYS)) == [], step["id"]


def test_the_pipe_exits_as_recorded_or_intended(server: RunningServer) -> None:
    assert [(name, line) for name, line in pipe_differences(server.place) if line] == []
