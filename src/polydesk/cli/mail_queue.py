"""polydesk mail queue"""

from enum import StrEnum
from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.cli.printable import printable, short
from polydesk.desk.notifications.sum_up_held import count_held
from polydesk.desk.sending.budgets import OVER_BUDGET
from polydesk.desk.sending.outgoing import list_mail
from polydesk.kernel.db import AnyRow
from polydesk.wiring import open_desk


class State(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    HELD = "held"


_UNSENT = [State.QUEUED, State.SENDING, State.FAILED, State.HELD]


def queue(
    state: Annotated[list[State] | None, typer.Option(help="Only mails in this state; may be repeated.")] = None,
    last: Annotated[int, typer.Option(min=1, max=100_000, help="How many.")] = 50,
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """List the newest mails that go out and are not sent yet, or failed, oldest first.

    Notifications that were more than an address gets in an hour are counted; `--state held` lists them one by one.
    """
    with open_desk(data, database).look() as look:
        unlisted = "" if state else OVER_BUDGET
        rows = list_mail(look, states=[one.value for one in state or _UNSENT], limit=last, but=unlisted)
        held = [] if state else count_held(look)
    for row in reversed(rows):
        typer.echo(_shown(row))
    for one in held:
        typer.echo(
            printable(f"{one.number} held for {one.address}, the last {one.last:%Y-%m-%d %H:%M:%S}: {OVER_BUDGET}")
        )


def _shown(row: AnyRow) -> str:
    waits = f"next try {row.next_try_at:%Y-%m-%d %H:%M:%S}" if row.state == State.QUEUED and row.attempts else ""
    about = f"ticket {row.ticket_id}" if row.ticket_id else ""
    parts = (row.id, f"{row.create_time:%Y-%m-%d %H:%M:%S}", row.state, row.kind, row.recipient, about)
    texts = (waits, short(row.subject), short(row.error))
    return printable("  ".join(str(part) for part in (*parts, *texts) if part))
