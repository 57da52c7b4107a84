"""Makes the synchronous Python client out of the asynchronous one, so that there is one of them to write.

python -m tools.make_sync_client
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "clients/python/src/polydesk_client"
WRITTEN_BY_HAND = {"waiting.py"}
_REPLACED = (
    ("The asynchronous client. `_sync` is made from it: see", "The synchronous client, made from `_async`: see"),
    ("async def ", "def "),
    ("async with ", "with "),
    ("async for ", "for "),
    ("await ", ""),
    ("AsyncIterator", "Iterator"),
    ("AsyncPolydesk", "Polydesk"),
    ("AsyncTransport", "Transport"),
    ("AsyncClient", "Client"),
    ("__aenter__", "__enter__"),
    ("__aexit__", "__exit__"),
    ("aclose", "close"),
    ("_async", "_sync"),
)
_ABSTRACT = re.compile(r"^from collections\.abc import (.*)$", re.MULTILINE)


def synchronous(source: str) -> str:
    """The same module without waiting for anything."""
    for old, new in _REPLACED:
        source = source.replace(old, new)
    source = _ABSTRACT.sub(lambda found: f"from collections.abc import {_sorted(found[1])}", source)
    ruff = [sys.executable, "-m", "ruff", "format", "--quiet", "--line-length", "120", "-"]
    return subprocess.run(ruff, input=source, text=True, capture_output=True, check=True, cwd=ROOT).stdout


def _sorted(names: str) -> str:
    return ", ".join(sorted(names.split(", ")))


def modules() -> list[Path]:
    return [file for file in sorted((PACKAGE / "_async").glob("*.py")) if file.name not in WRITTEN_BY_HAND]


def main() -> int:
    for file in modules():
        (PACKAGE / "_sync" / file.name).write_text(synchronous(file.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
