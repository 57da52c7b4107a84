"""Rules of our own that no linter knows: a name, where it holds, a one-sentence message, a search."""

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tools import rule_finders as find

ROOT = Path(__file__).resolve().parent.parent
SOURCE = "src/polydesk"


@dataclass(frozen=True)
class Rule:
    name: str
    message: str
    finds: Callable[[ast.Module], Iterator[ast.AST]]
    only_under: tuple[str, ...] = ("",)
    not_under: tuple[str, ...] = ()

    def applies_to(self, path: str) -> bool:
        return path.startswith(self.only_under) and not path.startswith(self.not_under or ("\0",))


RULES = (
    Rule(
        "edges-know-no-sql",
        "An edge asks the desk; it never imports sqlalchemy.",
        find.sqlalchemy_imports,
        only_under=("api/", "cli/"),
    ),
    Rule(
        "desk-opens-no-connections",
        "The desk never waits for the world: record an event, and let an outbox listener make the call.",
        find.url_openers,
        only_under=("desk/", "kernel/"),
    ),
    Rule(
        "print-belongs-to-cli",
        "Only a command prints; elsewhere log it or return it.",
        find.prints,
        not_under=("cli/",),
    ),
    Rule(
        "sql-text-is-constant",
        "SQL text is a constant with bound parameters, never put together from pieces.",
        find.composed_sql,
    ),
    Rule(
        "yaml-is-safe",
        "Read YAML with yaml.safe_load; the other loaders build any object the file names.",
        find.unsafe_yaml,
    ),
    Rule(
        "nothing-runs-data",
        "Data is never run: no pickle, marshal, shelve, eval or exec.",
        find.code_from_data,
    ),
    Rule("no-shell", "Start a program with a list of arguments; no shell reads what we were sent.", find.shells),
    Rule(
        "secrets-compare-in-constant-time",
        "Compare tokens, hashes and passwords with hmac.compare_digest; == leaks how much was right.",
        find.secret_comparisons,
    ),
)


def broken_rules(path: str, source: str) -> Iterator[str]:
    """What `source` breaks, one line each; `path` is relative to src/polydesk."""
    tree = ast.parse(source)
    for rule in RULES:
        if rule.applies_to(path):
            for node in rule.finds(tree):
                yield f"{SOURCE}/{path}:{getattr(node, 'lineno', 0)}: {rule.name}: {rule.message}"


def main() -> int:
    root = ROOT / SOURCE
    files = sorted(root.rglob("*.py"))
    found = [
        line for file in files for line in broken_rules(file.relative_to(root).as_posix(), file.read_text("utf-8"))
    ]
    print("\n".join(found), end="\n" if found else "")
    print(f"{len(RULES)} rules, {len(files)} files, {len(found)} broken")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
