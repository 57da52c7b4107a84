"""polydesk agent forget-factors"""

from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.desk.access.factors import forget_factors as forget
from polydesk.wiring import open_desk


def forget_factors(
    login: Annotated[str, typer.Argument(help="Whose one-time codes, recovery codes and passkeys.")],
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """Let an agent who has lost phone and recovery codes sign in with the password alone."""
    with open_desk(data, database).work() as work:
        forget(work, login)
    typer.echo(f"{login} signs in with the password alone, until a second factor is set up again.")
