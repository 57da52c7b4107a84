"""From method and path to the operation: at each segment a literal beats a placeholder."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from polydesk.api.otrs7.answers import Answer, refusal

Handler = Callable[[Any], Answer]
"""Takes a Call."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One documented endpoint. `path` names its placeholders in braces, as the published description does."""

    method: str
    path: str
    answer: Handler
    secured: bool = True
    """Whether it answers 401 without a valid token, whatever else is wrong."""
    by_cookie: bool = False
    """Whether a browser's cookie will do: only for what a page loads by itself, never for a change."""
    optional: int = 0
    """How many placeholders at the end may be left out."""
    counts_as_use: bool = True
    """Whether a request starts the session's idle clock anew."""


@dataclass(slots=True)
class _Node:
    literals: dict[str, "_Node"] = field(default_factory=dict)
    placeholder: "_Node | None" = None
    operations: dict[str, tuple[Operation, tuple[str, ...]]] = field(default_factory=dict)


class Routes:
    def __init__(self, operations: Iterable[Operation]) -> None:
        self._root = _Node()
        for operation in operations:
            segments = _segments(operation.path)
            for left_out in range(operation.optional + 1):
                self._add(operation, segments[: len(segments) - left_out])

    def _add(self, operation: Operation, segments: list[str]) -> None:
        node, names = self._root, []
        for segment in segments:
            if segment.startswith("{"):
                names.append(segment.strip("{}"))
                node.placeholder = node.placeholder or _Node()
                node = node.placeholder
            else:
                node = node.literals.setdefault(segment, _Node())
        known = node.operations.setdefault(operation.method, (operation, tuple(names)))
        assert known[0] is operation, f"{operation.method} {operation.path} is there twice"

    def find(self, method: str, path: str) -> tuple[Operation, Mapping[str, str]] | Answer:
        """The operation with what its placeholders stand for, or 404, or 405 for a path with other methods."""
        node, values = self._root, []
        for segment in _segments(path):
            if segment in node.literals:
                node = node.literals[segment]
            elif node.placeholder is not None and segment:
                node = node.placeholder
                values.append(segment)
            else:
                return refusal(404, "Not found.")
        if not node.operations:
            return refusal(404, "Not found.")
        if method not in node.operations:
            allowed = ", ".join(sorted(node.operations))
            return Answer(405, refusal(405, "Method not allowed.").body, headers=(("Allow", allowed),))
        operation, names = node.operations[method]
        return operation, dict(zip(names, values, strict=True))


def _segments(path: str) -> list[str]:
    return path.strip("/").split("/")
