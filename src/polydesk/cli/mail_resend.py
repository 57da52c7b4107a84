"""polydesk mail resend"""

from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.desk.sending.outgoing import send_again
from polydesk.wiring import open_desk


def resend(
    mail_ids: Annotated[list[int], typer.Argument(help="The mails' numbers, from `polydesk mail queue`.")],
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """Queue mails anew that failed, are held or have to wait. What a server took is never sent twice."""
    with open_desk(data, database).work() as work:
        for mail_id in mail_ids:
            send_again(work, mail_id)
    typer.echo(f"{len(mail_ids)} queued")
