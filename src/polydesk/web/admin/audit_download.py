"""The audit trail as a file, for spreadsheets (CSV) and programs (JSON)."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from starlette.responses import Response

from polydesk.desk.audit.entries import Entry, list_audit_before
from polydesk.kernel.errors import Invalid
from polydesk.web.admin.audit import PATH, as_text, asked_for, filter_of
from polydesk.web.agent.page import Page

MOST = 20_000
"""The newest of what is asked for."""
COLUMNS = tuple(Entry.__slots__)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet reckon with a cell instead of showing it."""


def as_csv(page: Page) -> Response:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for one in _entries(page):
        values = _plain(one)
        writer.writerow([cell(as_text(values[name])) for name in COLUMNS])
    return _file(text.getvalue(), "text/csv", "audit.csv")


def as_json(page: Page) -> Response:
    entries = [_plain(one) for one in _entries(page)]
    return _file(json.dumps(entries, ensure_ascii=False, indent=1), "application/json", "audit.json")


def cell(text: str) -> str:
    """With a sign before it that makes spreadsheets take it for the text it is."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _entries(page: Page) -> Iterable[Entry]:
    try:
        wanted = filter_of(page, asked_for(page))
    except ValueError as error:
        raise Invalid("audit.date") from error
    return list_audit_before(page.look(), wanted, before=None, limit=MOST)


def _plain(entry: Entry) -> dict[str, Any]:
    return {**asdict(entry), "create_time": entry.create_time.isoformat() + "Z"}


def _file(text: str, kind: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(text.encode("utf-8", "replace"), media_type=f"{kind}; charset=utf-8", headers=headers)


PAGES = (
    ("GET", f"{PATH}/audit.csv", as_csv),
    ("GET", f"{PATH}/audit.json", as_json),
)
