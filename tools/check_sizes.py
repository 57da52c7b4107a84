"""Files up to 300 lines, functions up to 40; size_exceptions.toml lists what may be longer, and why."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKED = ("src/polydesk", "clients")
LIMITS = {"file": 300, "function": 40}


@dataclass(frozen=True)
class Size:
    kind: str
    name: str
    lines: int

    def __str__(self) -> str:
        return f"{self.name} ({self.lines} lines)"


@dataclass(frozen=True)
class Allowed:
    kind: str
    name: str
    lines: int
    reason: str

    def covers(self, size: Size) -> bool:
        return self.kind == size.kind and fnmatch(size.name, self.name) and size.lines <= self.lines


def measure(name: str, source: str) -> Iterator[Size]:
    """The size of the file, then of each function in it, as `path` and `path:function`."""
    yield Size("file", name, len(source.splitlines()))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Size("function", f"{name}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)


def complaints(sizes: list[Size], allowed: list[Allowed]) -> Iterator[str]:
    long = [size for size in sizes if size.lines > LIMITS[size.kind]]
    for size in long:
        if not any(entry.covers(size) for entry in allowed):
            yield f"{size}: a {size.kind} has at most {LIMITS[size.kind]} lines; split it by behaviour."
    for entry in allowed:
        if not entry.reason.strip():
            yield f"{entry.name}: an exception needs a reason."
        if not any(entry.covers(size) for size in long):
            yield f"{entry.name}: nothing needs this exception; remove it."


def read_exceptions(text: str) -> list[Allowed]:
    entries = tomllib.loads(text).get("exception", [])
    return [Allowed(entry["kind"], entry["name"], entry["lines"], entry["reason"]) for entry in entries]


def main() -> int:
    files = sorted(path for folder in CHECKED for path in (ROOT / folder).rglob("*.py"))
    sizes = [size for path in files for size in measure(str(path.relative_to(ROOT)), path.read_text("utf-8"))]
    exceptions = read_exceptions((ROOT / "tools/size_exceptions.toml").read_text("utf-8"))
    found = list(complaints(sizes, exceptions))
    for kind in LIMITS:
        largest = max((s for s in sizes if s.kind == kind), key=lambda s: s.lines, default="none yet")
        print(f"largest {kind}: {largest}")
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
