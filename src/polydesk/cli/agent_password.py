"""polydesk agent password"""

import sys
from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.desk.people.change_password import change_agent_password
from polydesk.wiring import open_desk


def change_password(
    login: Annotated[str, typer.Argument(help="Whose password.")],
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """Set an agent's password, asked for on the terminal or read from standard input.

    The agent's sessions end.
    """
    password = _password()
    with open_desk(data, database).work() as work:
        change_agent_password(work, login, password)
    typer.echo(f"The password of {login} is changed.")


def _password() -> str:
    """Never an argument: those stand in the shell's history and in the list of processes."""
    if sys.stdin.isatty():
        answer: str = typer.prompt("New password", hide_input=True, confirmation_prompt=True)
        return answer
    return sys.stdin.readline().rstrip("\r\n")
