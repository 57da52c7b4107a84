from pathlib import Path

import pytest
import typer

from tools import doc_references
from tools.command_reference import reference
from tools.doc_links import broken_links
from tools.doc_tree import drawn_directories, tree_differences

TREE = """polydesk/
├── bin/            commands
└── src/polydesk/
    ├── desk/       the domain
    │   └── tickets/
    └── kernel/
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("bin", "src/polydesk/desk/tickets", "src/polydesk/kernel"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "file").touch()
    (tmp_path / "ARCHITECTURE.md").write_text(f"# Tree\n\n```tree\n{TREE}```\n")
    return tmp_path


def test_directories_are_read_from_the_drawing() -> None:
    source = "src/polydesk"
    drawn = ["bin", source, f"{source}/desk", f"{source}/desk/tickets", f"{source}/kernel"]
    assert list(drawn_directories(TREE)) == drawn


def test_a_true_drawing_passes(root: Path) -> None:
    assert list(tree_differences(root)) == []


def test_a_directory_that_is_not_drawn_is_reported(root: Path) -> None:
    (root / "src/polydesk/desk/chat").mkdir()
    (root / "src/polydesk/desk/chat/models.py").touch()
    assert list(tree_differences(root)) == ["ARCHITECTURE.md does not draw src/polydesk/desk/chat/."]


def test_a_drawn_directory_that_is_missing_is_reported(root: Path) -> None:
    (root / "bin/file").unlink()
    (root / "bin").rmdir()
    assert list(tree_differences(root)) == ["ARCHITECTURE.md draws bin/, which does not exist."]


def test_a_missing_drawing_is_reported(root: Path) -> None:
    (root / "ARCHITECTURE.md").write_text("# None")
    assert len(list(tree_differences(root))) == 1


def test_caches_and_hidden_directories_need_no_drawing(root: Path) -> None:
    for folder in (".cache", "src/polydesk/__pycache__", "src/polydesk.egg-info"):
        (root / folder).mkdir()
        (root / folder / "file").touch()
    assert list(tree_differences(root)) == []


def test_a_link_that_leads_nowhere_is_reported(root: Path) -> None:
    (root / "README.md").write_text("[a](bin/file#part) [b](https://example.com) [c](gone.md) `[d](x)`")
    assert list(broken_links(root)) == ["README.md: the link to gone.md leads nowhere."]


def test_an_old_reference_is_reported_and_can_be_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc_references, "REFERENCES", {"settings.md": ("-c", "print('# Settings')")})
    assert len(list(doc_references.outdated_references(root))) == 1
    assert doc_references.write_references(root) == 0
    assert list(doc_references.outdated_references(root)) == []


def test_a_reference_that_cannot_be_printed_is_reported(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc_references, "REFERENCES", {"settings.md": ("-c", "raise SystemExit(1)")})
    assert "failed" in next(doc_references.outdated_references(root))
    assert doc_references.write_references(root) == 1


def test_the_command_reference_lists_commands_with_their_options() -> None:
    app = typer.Typer(add_completion=False)

    @app.callback()
    def desk() -> None:
        """The help desk."""

    @app.command()
    def load(file: str, data: str = typer.Option("data", help="Folder | of data.")) -> None:
        """Load a desk."""

    page = reference(app)
    assert "## `polydesk load`\n\nLoad a desk.\n" in page
    assert "| `FILE` | required |  |" in page
    assert "| `--data` | `data` | Folder \\| of data. |" in page
