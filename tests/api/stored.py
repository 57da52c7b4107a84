"""What a desk holds, to see that a refused request has left nothing of itself."""

from functools import cache
from typing import Any

from sqlalchemy import Select, func, select

from polydesk.desk.desk import Desk
from polydesk.desk.search.tables import INDEX
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.db import Base

OWN_BUSINESS = {
    "access_token",
    "audit_entry",
    "debugger_entry",
    "debugger_content",
    "agent",
    "customer_user",
    "preference",
}
"""Signing in, in vain or not, and being logged are not what a request asks for."""


def stored(desk: Desk) -> dict[str, int]:
    """Rows per table, and how often tickets were changed."""
    with desk.look() as look:
        return dict(look.connection.execute(_statement()).one()._mapping)


@cache
def _statement() -> Select[Any]:
    counted = {name: table for name, table in Base.metadata.tables.items() if name not in OWN_BUSINESS}
    counts = {name: select(func.count()).select_from(table).scalar_subquery() for name, table in counted.items()}
    counts["ticket_changes"] = select(func.coalesce(func.sum(Ticket.version), 0)).scalar_subquery()
    for name, table in INDEX.tables.items():
        counts[f"{name}_from"] = select(func.min(table.c.rowid)).scalar_subquery()
        counts[f"{name}_to"] = select(func.max(table.c.rowid)).scalar_subquery()
    return select(*(count.label(name) for name, count in counts.items()))
