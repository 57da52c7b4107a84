"""Tickets as the rows of a list show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr

from babel.dates import format_timedelta

from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.views import SOON
from polydesk.kernel.actors import SYSTEM_AGENT_ID
from polydesk.kernel.clock import from_epoch
from polydesk.kernel.db import AnyRow
from polydesk.web.agent.page import Page

LONGEST_HINT = 120


@dataclass(frozen=True, slots=True)
class Moment:
    """`urgency` is over, near, or nothing."""

    at: datetime
    text: str
    urgency: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    number: str
    title: str
    hint: str
    is_unread: bool
    state: str
    state_kind: str
    """The type of the state as a class of the style sheets."""
    priority: str
    priority_id: int
    queue: str
    owner: str
    customer: str
    company: str
    age: Moment
    changed: Moment
    escalation: Moment | None
    pending: Moment | None


def rows_of(page: Page, rows: Iterable[AnyRow]) -> list[Row]:
    return [_row(page, row) for row in rows]


def _row(page: Page, row: AnyRow) -> Row:
    look, said = page.look(), page.texts.gettext
    catalogue, agents = look.config(Catalogue), look.config(Directory).agents
    state = catalogue.states[row.state_id]
    return Row(
        id=row.id,
        number=row.number,
        title=row.title or said("(no title)"),
        hint=_hint(row),
        is_unread=bool(row.is_unread),
        state=said(state.name),
        state_kind=state.type.replace(" ", "-"),
        priority=said(catalogue.priorities[row.priority_id].name),
        priority_id=row.priority_id,
        queue=catalogue.queues[row.queue_id].name,
        owner="" if row.owner_id == SYSTEM_AGENT_ID else agents[row.owner_id].full_name,
        customer=f"{row.first_name or ''} {row.last_name or ''}".strip() or row.customer_user,
        company=row.company or row.customer_id,
        age=Moment(row.create_time, _span(page, look.now - row.create_time)),
        changed=Moment(row.change_time, _span(page, look.now - row.change_time)),
        escalation=_due(page, row.escalation_time),
        pending=_due(page, row.until_time) if state.type.startswith("pending") else None,
    )


def _hint(row: AnyRow) -> str:
    """Who wrote last; and about what, where that is not the title again."""
    name, address = parseaddr(row.last_from or "")
    sender, subject = name or address, row.last_subject or ""
    is_news = subject.casefold().removeprefix("re:").strip() != row.title.casefold().strip()
    parts = [sender, subject if is_news else ""]
    return " · ".join(part for part in parts if part)[:LONGEST_HINT]


def _due(page: Page, seconds: int) -> Moment | None:
    if not seconds:
        return None
    at, now = from_epoch(seconds), page.look().now
    urgency = "over" if at <= now else "near" if at <= now + SOON else ""
    text = format_timedelta(at - now, add_direction=True, format="short", locale=page.texts.locale)
    return Moment(at, text, urgency)


def _span(page: Page, span: timedelta) -> str:
    return format_timedelta(span, format="short", locale=page.texts.locale)
