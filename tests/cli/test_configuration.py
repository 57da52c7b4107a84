import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from polydesk.cli.app import app
from polydesk.cli.refusals import explain
from polydesk.kernel.errors import Invalid
from polydesk.kernel.settings import SETTINGS
from tests.cli.running import Commands


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "desk.yaml"
    path.write_text("groups: [{name: sales}]\nqueues: [{name: Sales, group: sales}]\n")
    return path


def test_load_says_what_it_did(polydesk: Commands, file: Path) -> None:
    assert polydesk.output("load", str(file)) == f"{file}: 2 created, 0 changed, 0 unchanged\n"
    assert polydesk.output("load", str(file)) == f"{file}: 0 created, 0 changed, 2 unchanged\n"


def test_load_names_what_it_refuses(polydesk: Commands, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("queues:\n- {name: Sales, group: sails}\n")
    assert polydesk.refusal("load", str(bad)) == "polydesk: queues[0].group: unknown name (name: sails)\n"


def test_one_refused_file_keeps_the_others_out(polydesk: Commands, file: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("nonsense: []")
    polydesk.refusal("load", str(file), str(bad))
    assert "Sales" not in polydesk.output("dump")


def test_a_missing_file_is_one_line(polydesk: Commands, tmp_path: Path) -> None:
    missing = tmp_path / "none.yaml"
    assert polydesk.refusal("load", str(missing)) == f"polydesk: {missing}: No such file or directory\n"


def test_a_web_service_is_loaded_from_the_file_beside(polydesk: Commands, tmp_path: Path) -> None:
    (tmp_path / "own.yml").write_text("Provider: {}\n")
    document = tmp_path / "desk.yaml"
    document.write_text("web_services: [{name: Own, file: own.yml}]")
    polydesk.output("load", str(document))
    assert polydesk.output("webservice", "export", "Own") == "Provider: {}\n"


def test_dump_prints_what_load_reads(polydesk: Commands, file: Path, tmp_path: Path) -> None:
    polydesk.output("load", str(file))
    dumped = tmp_path / "dump.yaml"
    dumped.write_text(polydesk.output("dump"))
    assert yaml.safe_load(dumped.read_text())["queues"][-1]["name"] == "Sales"
    assert ": 0 created, 0 changed," in polydesk.output("load", str(dumped))


def test_every_setting_is_listed_with_its_default() -> None:
    page = CliRunner().invoke(app, ["settings", "--markdown"]).stdout
    for one in SETTINGS.values():
        assert f"| `{one.name}` |" in page
        assert f"`{json.dumps(one.default)}`" in page
    assert len(CliRunner().invoke(app, ["settings"]).stdout.splitlines()) == len(SETTINGS)


def test_a_refusal_is_explained_in_one_line() -> None:
    error = Invalid("configuration.unknown_word", where="queues[0].valid", known=["valid", "in\nvalid"])
    assert explain(error) == "queues[0].valid: unknown word (known: valid, in valid)"
    assert explain(Invalid("x", message="The definition is not YAML.")) == "The definition is not YAML."
