"""polydesk mail list"""

from enum import StrEnum
from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.cli.printable import printable, short
from polydesk.desk.mailroom.queries import list_messages
from polydesk.kernel.db import AnyRow
from polydesk.wiring import open_desk


class State(StrEnum):
    RECEIVED = "received"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    PARKED = "parked"


def list_(
    state: Annotated[State | None, typer.Option(help="Only messages in this state.")] = None,
    last: Annotated[int, typer.Option(min=1, max=100_000, help="How many.")] = 50,
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """List the newest mails that came in, oldest first."""
    with open_desk(data, database).look() as look:
        rows = list_messages(look, state=state.value if state else None, limit=last)
    for row in reversed(rows):
        typer.echo(_shown(row))


def _shown(row: AnyRow) -> str:
    became = f"ticket {row.ticket_id}" if row.ticket_id else row.reason
    parts = (row.id, f"{row.create_time:%Y-%m-%d %H:%M:%S}", row.source, row.state, short(became), row.sender)
    return printable("  ".join([*(str(part) for part in parts if part), short(row.subject)]))
