"""polydesk mail password"""

import sys
from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.mail.fetch.fetch_all import find_mailbox
from polydesk.mail.passwords import Passwords, of_client, of_mailbox
from polydesk.wiring import open_desk


def password(
    name: Annotated[str, typer.Argument(help="The mailbox.")],
    client_secret: Annotated[
        bool, typer.Option("--client-secret", help="Set the secret of the OAuth2 application instead.")
    ] = False,
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """Set a mailbox's password, asked for on the terminal or read from standard input.

    For a mailbox that signs in with OAuth2 it is the refresh token.
    """
    account = of_mailbox(find_mailbox(open_desk(data, database), name).name)
    Passwords(data).put(of_client(account) if client_secret else account, _typed())
    typer.echo(f"The {'client secret' if client_secret else 'password'} of {name} is stored.")


def _typed() -> str:
    """Never an argument: those stand in the shell's history and in the list of processes."""
    if sys.stdin.isatty():
        answer: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        return answer
    return sys.stdin.readline().rstrip("\r\n")
