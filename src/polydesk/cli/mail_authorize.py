"""polydesk mail authorize"""

from collections.abc import Callable
from typing import Annotated

import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.cli.printable import printable
from polydesk.kernel.errors import Invalid
from polydesk.kernel.settings import Settings
from polydesk.mail.authorize.code import Request, authorize_by_code
from polydesk.mail.authorize.device import authorize_by_device
from polydesk.mail.authorize.grant import Applicant, client_of_mailbox
from polydesk.mail.authorize.loopback import Loopback, listening
from polydesk.mail.fetch.fetch_all import find_mailbox
from polydesk.mail.oauth import client_of
from polydesk.mail.passwords import Passwords, of_mailbox
from polydesk.mail.sending.route import SMTP_ACCOUNT, smtp_oauth
from polydesk.mail.tls import client_context
from polydesk.wiring import open_desk

NOWHERE = "http://127.0.0.1:8914/"
"""Where the browser is sent back to if its address is to be pasted: nothing listens there."""


def authorize(
    name: Annotated[str, typer.Argument(help="The mailbox; none with --smtp.")] = "",
    smtp: Annotated[bool, typer.Option("--smtp", help="The account that mail is sent with.")] = False,
    browser: Annotated[bool, typer.Option("--browser", help="Not by a code for another device.")] = False,
    listen: Annotated[int, typer.Option("--listen", min=0, max=65535, help="Wait for the browser on this port.")] = 0,
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """Sign in to Microsoft 365 or Google once, and store the refresh token that OAuth2 needs.

    Microsoft gives a code to type in on any device. Google wants a browser: the address it ends at is pasted here, or
    waited for on this machine with --listen.
    """
    applicant = _applicant(name, smtp, data, database)
    if applicant.client.device_url and not (browser or listen):
        authorize_by_device(applicant, _show)
    elif listen:
        with listening(listen) as loopback:
            authorize_by_code(applicant, loopback.address, _waited(loopback))
    else:
        authorize_by_code(applicant, NOWHERE, _pasted)
    typer.echo("The refresh token is stored.")


def _applicant(name: str, smtp: bool, data: Data, database: Database) -> Applicant:
    if smtp == bool(name):
        raise Invalid("mail.authorize", message="name a mailbox, or give --smtp")
    desk = open_desk(data, database)
    with desk.look() as look:
        settings = look.config(Settings)
    context, passwords = client_context(settings), Passwords(data)
    if smtp:
        return Applicant(client_of(smtp_oauth(settings), "smtp"), SMTP_ACCOUNT, passwords, context)
    mailbox = find_mailbox(desk, name)
    return Applicant(client_of_mailbox(mailbox), of_mailbox(mailbox.name), passwords, context)


def _show(place: str, code: str) -> None:
    typer.echo(printable(f"Open {place} on any device and enter the code {code}. Waiting …"))


def _open(url: str) -> None:
    typer.echo(f"Open this address in a browser:\n\n{printable(url)}\n")


def _waited(loopback: Loopback) -> Callable[[str, Request], str]:
    def send(url: str, request: Request) -> str:
        _open(url)
        return loopback.wait(request)

    return send


def _pasted(url: str, _request: Request) -> str:
    _open(url)
    typer.echo("At the end the browser finds no page. Copy the address it shows then.")
    answer: str = typer.prompt("Address")
    return answer
