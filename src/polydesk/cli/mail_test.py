"""polydesk mail test"""

from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.cli.printable import printable
from polydesk.desk.mailroom.runs import last_run
from polydesk.mail.fetch.connect import session
from polydesk.mail.fetch.fetch_all import account_for, find_mailbox
from polydesk.wiring import open_desk


def test(
    name: Annotated[str, typer.Argument(help="The mailbox.")],
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """Connect to a mailbox, sign in and count what waits there. Nothing is fetched or changed.

    How the last run went is told first.
    """
    desk = open_desk(data, database)
    mailbox = find_mailbox(desk, name)
    with desk.look() as look:
        run = last_run(look, mailbox.id)
    if run:
        typer.echo(printable(f"last run {run.ended_at:%Y-%m-%d %H:%M:%S}: {run.taken} taken {run.error}".rstrip()))
    with session(mailbox, account_for(desk, data)) as source:
        waiting = sum(not one.is_deleted for one in source.listed())
    where = f"{mailbox.protocol}://{mailbox.host}" + (f":{mailbox.port}" if mailbox.port else "")
    typer.echo(printable(f"{name}: signed in at {where}, messages there: {waiting}"))
