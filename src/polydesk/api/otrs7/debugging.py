"""Headers for those who look for a mistake: statements and log of a request. Specification, section 1.3."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from polydesk.api.otrs7.answers import Answer
from polydesk.api.otrs7.request import Request
from polydesk.desk.request import RequestDesk
from polydesk.kernel.db import STORAGE_FAULTS, Database
from polydesk.kernel.networks import is_among
from polydesk.kernel.settings import Settings
from polydesk.kernel.trace import Trace, traced

_ASKED = "x-otrs-api-debug"
SQL_TRACE, LOG = "X-OTRS-API-Debug-SQLTrace", "X-OTRS-API-Debug-STDERRLog"
_SWITCHES = {SQL_TRACE: "OTRS7::EnableDebuggerSQLTrace", LOG: "OTRS7::EnableDebuggerSTDERRLog"}
LARGEST = 8192
"""Characters of a header."""
_ROOM = LARGEST // 4 * 3 - 40
_LONGEST = 4000


def debugged(database: Database, desk: RequestDesk, request: Request, answer: Callable[[], Answer]) -> Answer:
    """The answer, with what it took to make it if the caller asks for that and may know it."""
    names = _allowed(desk, request) if request.headers.get(_ASKED, "0") not in ("", "0") else []
    if not names:
        return answer()
    with traced(database) as trace:
        answered = answer()
    headers = tuple((name, _coded(_entries(name, trace))) for name in names)
    return replace(answered, headers=(*answered.headers, *headers))


def _allowed(desk: RequestDesk, request: Request) -> list[str]:
    """None while the desk cannot even say what it allows: the request will find that out as well."""
    try:
        settings = desk.look().config(Settings)
    except STORAGE_FAULTS:
        return []
    if not is_among(request.peer, settings["OTRS7::DebuggerNetworks"]):
        return []
    return [name for name, switch in _SWITCHES.items() if settings[switch]]


def _entries(name: str, trace: Trace) -> Sequence[Any]:
    if name == LOG:
        return [line[:_LONGEST] for line in trace.lines]
    return [{"Statement": sql[:_LONGEST], "Milliseconds": spent} for sql, spent in trace.statements]


def _coded(entries: Sequence[Any]) -> str:
    """A JSON list in base64; what finds no room in a header is cut, and the last entry says how much that was."""
    kept, size = [], 2
    for entry in entries:
        size += len(msgspec.json.encode(entry)) + 1
        if size > _ROOM:
            break
        kept.append(entry)
    if len(kept) < len(entries):
        kept.append({"Cut": len(entries) - len(kept)})
    return base64.b64encode(msgspec.json.encode(kept)).decode()
