"""polydesk mail show"""

import sys
from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.cli.printable import printable
from polydesk.desk.mailroom.queries import find_message
from polydesk.kernel.db import AnyRow
from polydesk.wiring import open_desk

_FACTS = (
    "state",
    "reason",
    "ticket_id",
    "article_id",
    "source",
    "source_key",
    "create_time",
    "done_at",
    "attempts",
    "size",
    "sender",
    "subject",
    "message_id",
    "envelope_from",
    "envelope_to",
    "remote_address",
    "trusted",
    "as_original",
)


def show(
    mail_id: Annotated[int, typer.Argument(help="The mail's number, from `polydesk mail list`.")],
    raw: Annotated[bool, typer.Option("--raw", help="Write the mail itself, as it arrived.")] = False,
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """Show what became of a mail, and why: which questions were asked, and what was found and decided at each."""
    desk = open_desk(data, database)
    with desk.look() as look:
        row = find_message(look, mail_id)
    if raw:
        sys.stdout.buffer.write(desk.files.get(row.file_hash))
        return
    for line in _lines(row):
        typer.echo(printable(line))


def _lines(row: AnyRow) -> list[str]:
    facts = [(name, getattr(row, name)) for name in _FACTS]
    shown = [f"{name}: {value}" for name, value in facts if value not in (None, "")]
    steps = [f"  {step['filter']}: {step['saw'] or '-'} => {step['decided']}" for step in row.steps]
    return [f"mail {row.id}", *shown, "steps:", *steps]
