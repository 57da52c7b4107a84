"""polydesk agent oidc-secret"""

import sys

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.desk.access.oidc import keep_client_secret
from polydesk.wiring import open_desk


def oidc_secret(data: Data = DEFAULT_DATA, database: Database = None) -> None:
    """Store what the OpenID provider knows the desk by: its client secret. An empty one takes it away.

    Asked for on the terminal or read from standard input; it is in no dump and no log.
    """
    secret = _secret()
    with open_desk(data, database).work() as work:
        keep_client_secret(work, secret)
    typer.echo("Stored.")


def _secret() -> str:
    """Never an argument: those stand in the shell's history and in the list of processes."""
    if sys.stdin.isatty():
        answer: str = typer.prompt("Client secret", hide_input=True, default="", show_default=False)
        return answer
    return sys.stdin.readline().rstrip("\r\n")
