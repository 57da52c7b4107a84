"""What a thread asks the database and writes into the log while somebody looks for a mistake."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from sqlalchemy import event

from polydesk.kernel.db import Database


@dataclass(slots=True)
class Trace:
    """Statements as they are written, without the values bound to them; times in milliseconds."""

    statements: list[tuple[str, float]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    started: float = 0.0


_CURRENT: ContextVar[Trace | None] = ContextVar("trace", default=None)
_LISTENING = Lock()


@contextmanager
def traced(database: Database) -> Iterator[Trace]:
    """What is traced is slower, from the first time on and as long as the program runs: it is for looking only."""
    with _LISTENING:
        if not event.contains(database.engine, "before_cursor_execute", _begun):
            event.listen(database.engine, "before_cursor_execute", _begun)
            event.listen(database.engine, "after_cursor_execute", _done)
    trace = Trace()
    token = _CURRENT.set(trace)
    try:
        yield trace
    finally:
        _CURRENT.reset(token)


def keep_line(_logger: Any, _method: str, line: Any) -> Any:
    """The last processor of the log: passes each line on."""
    trace = _CURRENT.get()
    if trace is not None:
        trace.lines.append(str(line))
    return line


def _begun(*_of_statement: Any) -> None:
    trace = _CURRENT.get()
    if trace is not None:
        trace.started = time.perf_counter()


def _done(_connection: Any, _cursor: Any, statement: str, *_of_statement: Any) -> None:
    trace = _CURRENT.get()
    if trace is not None:
        trace.statements.append((statement, round((time.perf_counter() - trace.started) * 1000, 3)))
