import hashlib

import yaml

from polydesk.desk.people.passwords import verify_password
from tests.cli.running import Commands


def test_a_password_is_read_from_standard_input(polydesk: Commands) -> None:
    polydesk.output("agent", "password", "ROOT@localhost", typed="new password\n")
    stored = yaml.safe_load(polydesk.output("dump"))["agents"][0]["password_hash"]
    assert verify_password("new password", stored)


def test_an_empty_password_and_an_unknown_agent_are_refused(polydesk: Commands) -> None:
    assert polydesk.refusal("agent", "password", "root@localhost", typed="\n") == "polydesk: empty\n"
    assert "nobody" in polydesk.refusal("agent", "password", "nobody", typed="x\n")


def test_a_key_is_printed_once_and_stored_as_its_hash(polydesk: Commands) -> None:
    key = polydesk.output("apikey", "create", "--agent", "root@localhost", "--label", "monitoring").strip()
    dumped = polydesk.output("dump")
    assert key not in dumped
    assert yaml.safe_load(dumped)["api_keys"] == [
        {
            "id": 1,
            "label": "monitoring",
            "agent": "root@localhost",
            "key_hash": hashlib.sha256(key.encode()).hexdigest(),
            "valid": "valid",
        }
    ]


def test_a_label_stands_for_one_key(polydesk: Commands) -> None:
    words = ("apikey", "create", "--agent", "root@localhost", "--label", "monitoring")
    polydesk.output(*words)
    assert "label taken" in polydesk.refusal(*words)
