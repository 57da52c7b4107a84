"""The tree drawn in ARCHITECTURE.md and the directories on disk are the same."""

import re
from collections.abc import Iterator
from pathlib import Path

BLOCK = re.compile(r"^```tree\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINE = re.compile(r"^(?P<indent>(?:[│ ]   )*)(?:[├└]── )(?P<name>[^\s]+/)(?:\s|$)")
SOURCE = "src/polydesk"
NEVER_DRAWN = {"__pycache__", "node_modules", "data", "build", "dist"}
HIDDEN_BUT_DRAWN = {".ci"}


def tree_differences(root: Path) -> Iterator[str]:
    """Directories drawn that do not exist, and those at the top and two levels below src/polydesk not drawn."""
    block = BLOCK.search((root / "ARCHITECTURE.md").read_text("utf-8"))
    if block is None:
        yield "ARCHITECTURE.md: there is no block marked ```tree."
        return
    drawn = set(drawn_directories(block[1]))
    for path in sorted(drawn):
        if not (root / path).is_dir():
            yield f"ARCHITECTURE.md draws {path}/, which does not exist."
    parents = {parent.as_posix() for path in drawn for parent in Path(path).parents}
    for path in sorted(_expected(root) - drawn - parents):
        yield f"ARCHITECTURE.md does not draw {path}/."


def drawn_directories(block: str) -> Iterator[str]:
    """Paths below the root, whose own line has no branch and is skipped."""
    above: list[str] = []
    for line in block.splitlines():
        if found := LINE.match(line):
            depth = len(found["indent"]) // 4
            above = [*above[:depth], found["name"].rstrip("/")]
            yield "/".join(above)


def _expected(root: Path) -> set[str]:
    source = root / SOURCE
    folders = [*root.glob("*/"), *source.glob("*/"), *source.glob("*/*/")]
    return {folder.relative_to(root).as_posix() for folder in folders if _is_ours(folder, root)}


def _is_ours(folder: Path, root: Path) -> bool:
    names = folder.relative_to(root).parts
    if any(name in NEVER_DRAWN or name.endswith(".egg-info") for name in names):
        return False
    if any(name.startswith(".") and name not in HIDDEN_BUT_DRAWN for name in names):
        return False
    return any(path.is_file() and "__pycache__" not in path.parts for path in folder.rglob("*"))
