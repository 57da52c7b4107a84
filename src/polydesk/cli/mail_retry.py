"""polydesk mail retry"""

from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.cli.printable import printable
from polydesk.mail.accept import accept
from polydesk.wiring import open_desk


def retry(
    mail_id: Annotated[int, typer.Argument(help="The mail's number, from `polydesk mail list`.")],
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """Work once more on a mail that was parked or rejected. One that became a ticket or article stays that."""
    outcome = accept(open_desk(data, database), mail_id, again=True)
    became = f"ticket {outcome.number}" if outcome.number else outcome.reason
    typer.echo(printable(f"mail {mail_id}: {outcome.state}, {became}"))
