"""The audit trail: who did what to what, from where, and what it was before."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from starlette.responses import Response

from polydesk.desk.audit.entries import (
    AuditFilter,
    Entry,
    count_by_action,
    find_entry,
    list_audit_before,
)
from polydesk.desk.audit.verify import verify_audit
from polydesk.desk.tickets.queries import find_ticket_id
from polydesk.web.admin.areas import Place
from polydesk.web.admin.entries import LONGEST_ID, entry_id, whole_number
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

PATH = "/admin/audit"
PER_PAGE, LONGEST = 50, 200
ASKED = ("who", "action", "entity", "id", "ticket", "from", "to", "address")
"""What can be asked for, by the names in the address."""

PLACE = Place(PATH, _("Audit trail"), _("Who changed what, when, and from where."))


@dataclass(frozen=True, slots=True)
class Difference:
    """One value of what an entry is about, as it was and as it became."""

    name: str
    old: str
    new: str


def overview(page: Page) -> Response:
    asked, look = asked_for(page), page.look()
    before = page.parameter("before")
    try:
        wanted = filter_of(page, asked)
    except ValueError:
        return _show(page, asked, [], {"from": page.texts.gettext(_("This is no date."))})
    number = whole_number(before) if before else None
    found = list_audit_before(look, wanted, before=number, limit=PER_PAGE + 1)
    return _show(page, asked, list(found), {})


def one(page: Page) -> Response:
    entry = find_entry(page.look(), entry_id(page))
    return page.show("admin/audit_entry.html", entry=entry, differences=differences(entry))


def verify(page: Page) -> Response:
    """Reads the whole trail."""
    return page.show("admin/audit_verdict.html", verdict=verify_audit(page.look()))


def asked_for(page: Page) -> dict[str, str]:
    return {name: page.parameter(name).strip()[:LONGEST] for name in ASKED}


def filter_of(page: Page, asked: Mapping[str, str]) -> AuditFilter:
    """Raises ValueError for what is no date."""
    first, last = (date.fromisoformat(asked[name]) if asked[name] else None for name in ("from", "to"))
    return AuditFilter(
        actor=asked["who"] or None,
        action_begins=asked["action"] or None,
        entity_type=asked["entity"] or None,
        entity_id=asked["id"] or None,
        ticket_id=_ticket_id(page, asked["ticket"]) if asked["ticket"] else None,
        address_begins=asked["address"] or None,
        since=_midnight(page, first) if first else None,
        until=_midnight(page, last, days=1) - timedelta(microseconds=1) if last else None,
    )


def differences(entry: Entry) -> list[Difference]:
    old, new = entry.old_values or {}, entry.new_values or {}
    names = dict.fromkeys((*old, *new))
    return [Difference(name, as_text(old.get(name)), as_text(new.get(name))) for name in names]


def as_text(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def _ticket_id(page: Page, text: str) -> int:
    """Of a ticket's number, or else of its id; 0, which no ticket has, for neither."""
    found = find_ticket_id(page.look(), text.lstrip("#"))
    is_id = text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID
    return found if found is not None else int(text) if is_id else 0


def _midnight(page: Page, day: date, *, days: int = 0) -> datetime:
    """Raises ValueError for days beyond all calendars."""
    try:
        there = datetime.combine(day + timedelta(days=days), time.min, page.zone)
        return there.astimezone(UTC).replace(tzinfo=None)
    except OverflowError as error:
        raise ValueError(str(day)) from error


def _show(page: Page, asked: Mapping[str, str], found: list[Entry], errors: Mapping[str, str]) -> Response:
    return page.show(
        "admin/audit.html",
        422 if errors else 200,
        asked=asked,
        kept={name: value for name, value in asked.items() if value},
        entries=found[:PER_PAGE],
        has_more=len(found) > PER_PAGE,
        is_first=not page.parameter("before"),
        actions=count_by_action(page.look()),
        errors=errors,
    )


PAGES = (
    ("GET", PATH, overview),
    ("GET", f"{PATH}/verify", verify),
    ("GET", f"{PATH}/{{id}}", one),
)
