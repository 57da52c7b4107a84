"""Puts whole tickets together: what TicketGet shows, and create and update with IncludeTicketData."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from polydesk.api.generic_interface.attachments import attachments_shape
from polydesk.api.generic_interface.wire import article_shape, bare_article_shape, fields_shape, ticket_shape, units
from polydesk.api.generic_interface.words import SENDER_TYPE_NAMES
from polydesk.desk.fields.registry import Fields
from polydesk.desk.fields.values import read_values
from polydesk.desk.tickets.queries import (
    accounted_time,
    last_article,
    list_articles,
    list_attachments,
    list_tickets,
    own_ticket,
)
from polydesk.kernel.db import AnyRow
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work


class Wanted(NamedTuple):
    """Which parts of tickets are asked for."""

    fields: bool = False
    extended: bool = False
    articles: bool = False
    sender_types: tuple[str, ...] = ()
    newest_first: bool = False
    limit: int = 0
    attachments: bool = False
    contents: bool = True
    html_body: bool = False


def tickets_in_full(look: Look, ticket_ids: Sequence[int], wanted: Wanted) -> list[dict[str, Any]] | None:
    """The tickets in the order asked for; None if the actor may not see one of them."""
    rows = list_tickets(look, set(ticket_ids))
    if any(ticket_id not in rows for ticket_id in ticket_ids):
        return None
    values = read_values(look.connection, look.config(Fields).of_tickets, list(rows)) if wanted.fields else {}
    articles = _articles(look, rows, wanted) if wanted.articles else {}
    shapes = {}
    for row in rows.values():
        shape = ticket_shape(look, row, extended=wanted.extended)
        shape["TimeUnit"] = units(row.accounted_hundredths)
        if wanted.fields:
            shape["DynamicField"] = fields_shape(look.config(Fields).of_tickets, values.get(row.id, {}))
        if articles.get(row.id):
            shape["Article"] = articles[row.id]
        shapes[row.id] = shape
    return [shapes[ticket_id] for ticket_id in ticket_ids]


def _articles(look: Look, tickets: dict[int, AnyRow], wanted: Wanted) -> dict[int, list[dict[str, Any]]]:
    by_ticket = {ticket_id: _selected(rows, wanted) for ticket_id, rows in list_articles(look, list(tickets)).items()}
    timed = [row.id for row in tickets.values() if row.accounted_hundredths]
    time = accounted_time(look, timed) if timed else {}
    shown = _article_shapes(look, [row for rows in by_ticket.values() for row in rows], wanted)
    for article_id, shape in shown.items():
        shape["TimeUnit"] = units(time.get(article_id, 0))
    return {ticket_id: [shown[row.id] for row in rows] for ticket_id, rows in by_ticket.items()}


def _selected(rows: list[AnyRow], wanted: Wanted) -> list[AnyRow]:
    """Several sender types group by type, in the order asked; the order counts only together with a limit."""
    if wanted.sender_types:
        by_type = {name: [row for row in rows if SENDER_TYPE_NAMES[row.sender_type_id] == name] for name in _NAMES}
        rows = [row for name in dict.fromkeys(wanted.sender_types) for row in by_type.get(name, ())]
    if not wanted.limit:
        return rows
    return (rows[::-1] if wanted.newest_first else rows)[: wanted.limit]


_NAMES = tuple(SENDER_TYPE_NAMES.values())


def _article_shapes(look: Look, rows: Sequence[AnyRow], wanted: Wanted) -> dict[int, dict[str, Any]]:
    zone, fields = look.config(Settings).zone, look.config(Fields).of_articles
    ids = [row.id for row in rows]
    values = read_values(look.connection, fields, ids) if wanted.fields and ids else {}
    files = list_attachments(look, ids) if wanted.attachments and ids else {}
    shapes = {}
    for row in rows:
        shape = shapes[row.id] = article_shape(row, zone)
        if wanted.fields:
            shape["DynamicField"] = fields_shape(fields, values.get(row.id, {}))
        if wanted.attachments and (files.get(row.id) or row.html_body is not None):
            own = files.get(row.id, [])
            listed = attachments_shape(look.files, row, own, html_body=wanted.html_body, contents=wanted.contents)
            if listed:
                shape["Attachment"] = listed
    return shapes


def changed_ticket(work: Work, ticket_id: int, article_id: int | None) -> dict[str, Any]:
    """The ticket in the answer of a create or update: one article, not a list, and no time units."""
    row = own_ticket(work, ticket_id)
    values = read_values(work.connection, work.config(Fields).of_tickets, [ticket_id])
    shape = ticket_shape(work, row)
    shape["DynamicField"] = fields_shape(work.config(Fields).of_tickets, values.get(ticket_id, {}))
    if article_id is not None:
        shape["Article"] = _new_article(work, ticket_id, article_id)
    elif (last := last_article(work, ticket_id)) is not None:
        shape["Article"] = bare_article_shape(last, work.config(Settings).zone)
    return shape


def _new_article(look: Look, ticket_id: int, article_id: int) -> dict[str, Any]:
    rows = [row for row in list_articles(look, [ticket_id]).get(ticket_id, []) if row.id == article_id]
    shape = _article_shapes(look, rows, Wanted(fields=True, attachments=True, html_body=True)).get(article_id, {})
    files = [{key: one[key] for key in one if key != "FileID"} for one in shape.pop("Attachment", [])]
    sent_files = any(one["Disposition"] != "inline" or one["Filename"] != "file-2" for one in files)
    return {**shape, "Attachment": files} if sent_files else shape
