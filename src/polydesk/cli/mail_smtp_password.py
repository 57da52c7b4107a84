"""polydesk mail smtp-password"""

import sys
from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data
from polydesk.mail.passwords import Passwords, of_client
from polydesk.mail.sending.route import SMTP_ACCOUNT


def smtp_password(
    client_secret: Annotated[
        bool, typer.Option("--client-secret", help="The secret of the OAuth2 application instead.")
    ] = False,
    data: Data = DEFAULT_DATA,
) -> None:
    """Store what the desk signs in with at the SMTP server: the password, or the refresh token of OAuth2.

    Asked for on the terminal or read from standard input; kept in a file of the data folder that only this account
    can read.
    """
    Passwords(data).put(of_client(SMTP_ACCOUNT) if client_secret else SMTP_ACCOUNT, _secret())
    typer.echo("Stored.")


def _secret() -> str:
    """Never an argument: those stand in the shell's history and in the list of processes."""
    if sys.stdin.isatty():
        answer: str = typer.prompt("Password or refresh token", hide_input=True)
        return answer
    return sys.stdin.readline().rstrip("\r\n")
