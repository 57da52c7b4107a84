"""polydesk mail fetch"""

from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.cli.printable import printable
from polydesk.mail.fetch.fetch_all import fetch_all
from polydesk.mail.fetch.report import MailboxReport
from polydesk.wiring import open_desk


def fetch(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Mailboxes; none: all in use.")] = None,
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """Fetch mail now: each message becomes a ticket or an article and is then removed at its source.

    Exit code 1 if anything went wrong.
    """
    report = fetch_all(open_desk(data, database), data, names=names or ())
    for mailbox in report.mailboxes:
        typer.echo(printable(f"{mailbox.name}: {_told(mailbox)}"))
    if not report.is_good:
        raise typer.Exit(1)


def _told(mailbox: MailboxReport) -> str:
    if mailbox.is_busy:
        return "another process is fetching from it"
    taken = f"{mailbox.taken} taken"
    return f"{taken}; {mailbox.complaint}" if mailbox.complaint else taken
