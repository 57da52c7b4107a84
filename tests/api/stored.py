"""What a desk holds, to see that a refused request has left nothing of itself."""

from typing import Any

from sqlalchemy import func, select

from polydesk.desk.desk import Desk
from polydesk.desk.search.tables import INDEX
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.db import Base

OWN_BUSINESS = {"access_token", "debugger_entry", "debugger_content", "agent", "customer_user", "preference"}
"""Signing in and being logged are not what a request asks for."""


def stored(desk: Desk) -> dict[str, Any]:
    """Rows per table, and every ticket as it stands."""
    tables = [*Base.metadata.tables.values(), *INDEX.tables.values()]
    counted = [table for table in tables if table.name not in OWN_BUSINESS]
    with desk.look() as look:
        rows = {table.name: look.connection.scalar(select(func.count()).select_from(table)) for table in counted}
        tickets = look.connection.execute(select(Ticket.__table__).order_by("id")).all()
    return {**rows, "tickets": [tuple(row) for row in tickets]}
