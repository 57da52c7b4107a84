from pathlib import Path

import pytest

from tests.cli.running import Commands
from tests.desk.processes.purchase import FILE


def test_a_process_is_imported_listed_and_exported(polydesk: Commands) -> None:
    assert polydesk.output("process", "list") == ""
    assert polydesk.output("process", "import", str(FILE)) == "Purchase is imported (Process-purchase).\n"
    assert polydesk.output("process", "list").split("\t")[:3] == ["Process-purchase", "Purchase", "Active"]
    by_name = polydesk.output("process", "export", "Purchase")
    assert by_name.startswith("---\nActivities:\n")
    assert polydesk.output("process", "export", "Process-purchase") == by_name


def test_an_export_can_be_imported(polydesk: Commands, tmp_path: Path) -> None:
    polydesk.output("process", "import", str(FILE))
    exported = polydesk.output("process", "export", "Purchase")
    (tmp_path / "again.yml").write_text(exported)
    polydesk.output("process", "import", str(tmp_path / "again.yml"))
    assert polydesk.output("process", "export", "Purchase") == exported


def test_code_of_other_systems_is_told_of(polydesk: Commands, tmp_path: Path) -> None:
    path = tmp_path / "own.yml"
    path.write_text(FILE.read_text().replace("TransitionAction::TicketQueueSet", "TransitionAction::Own"))
    assert polydesk.output("process", "import", str(path)).endswith("Purchase is imported (Process-purchase).\n")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Process: {EntityID: P}", "no name"),
        ("a: &a [1]\nProcess: *a", "aliases"),
        ("[]", "mapping"),
        ("Process: [", "YAML"),
    ],
)
def test_what_is_no_process_is_refused_in_one_line(polydesk: Commands, tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "bad.yml"
    path.write_text(text)
    assert reason in polydesk.refusal("process", "import", str(path))


def test_an_unknown_process_is_refused(polydesk: Commands) -> None:
    assert "Nothing" in polydesk.refusal("process", "export", "Nothing")
