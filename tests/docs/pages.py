"""What stands in the documents between fences."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*/*.md"), *ROOT.glob("src/**/README.md")])
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_REST = re.compile(r"\s[>#|].*|\s[0-9]?>.*")


def blocks(page: str, language: str) -> list[str]:
    """The blocks of a page, named by its path from the root, that are marked with this language."""
    return [text for marked, text in _BLOCK.findall((ROOT / page).read_text("utf-8")) if marked == language]


def commands(page: str) -> Iterator[list[str]]:
    """The words after `polydesk` of every command line in a page."""
    for line in "".join(blocks(page, "bash")).splitlines():
        program, *words = shlex.split(_REST.sub("", line), posix=True) if _is_ours(line) else [""]
        if program:
            yield ["serve", *words] if program == "bin/serve" else words


def _is_ours(line: str) -> bool:
    return line.startswith((".venv/bin/polydesk ", "bin/serve"))
