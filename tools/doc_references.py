"""The pages that the program prints about itself equal what stands in docs/operating."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

REFERENCES = {
    "docs/operating/settings.md": ("-m", "polydesk", "settings", "--markdown"),
    "docs/operating/commands.md": ("-m", "tools.command_reference"),
}


def outdated_references(root: Path) -> Iterator[str]:
    for page, arguments in REFERENCES.items():
        printed = _printed(root, arguments)
        written = (root / page).read_text("utf-8") if (root / page).exists() else None
        if printed is None:
            yield f"{page}: `python {' '.join(arguments)}` failed, so it cannot be compared."
        elif printed != written:
            yield f"{page} is out of date: run .venv/bin/python -m tools.check_docs --write"


def write_references(root: Path) -> int:
    """Write the pages anew; 1 if the program could not print one of them."""
    failed = 0
    for page, arguments in REFERENCES.items():
        printed = _printed(root, arguments)
        if printed is None:
            failed = 1
        else:
            (root / page).write_text(printed, "utf-8")
    return failed


def _printed(root: Path, arguments: tuple[str, ...]) -> str | None:
    done = subprocess.run([sys.executable, *arguments], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr.strip(), file=sys.stderr)
        return None
    return done.stdout
