"""How mail leaves: what the courier has to know, from the settings and the stored password."""

import os
from dataclasses import dataclass
from pathlib import Path

from polydesk.desk.desk import Desk
from polydesk.desk.sending.message_ids import mail_host
from polydesk.kernel.settings import Settings
from polydesk.mail.oauth import access_token
from polydesk.mail.passwords import Passwords
from polydesk.mail.tls import client_context

SMTP_ACCOUNT = "smtp"
"""Under this name the password or refresh token for sending is kept."""
PORTS = {"SMTP": 25, "SMTPS": 465, "SMTPTLS": 587}
SENDMAIL = "POLYDESK_SENDMAIL"
"""The program is named by the environment, not by a setting: who may change settings may not run programs."""


@dataclass(frozen=True, slots=True)
class Route:
    """Holds a secret: it is handed to the courier through a pipe and shown nowhere."""

    transport: str
    host: str
    port: int
    local_name: str
    user: str
    secret: str
    is_token: bool
    ca_file: str
    program: str


def find_route(desk: Desk, data_folder: Path) -> Route:
    """Raises NotFound for a missing password, Unavailable when no token is to be had."""
    with desk.look() as look:
        settings, local_name = look.config(Settings), mail_host(look)
    transport, user = settings["SendmailModule"], settings["SendmailModule::AuthUser"]
    is_token = settings["SendmailModule::AuthenticationType"] == "oauth2"
    return Route(
        transport=transport,
        host=settings["SendmailModule::Host"],
        port=settings["SendmailModule::Port"] or PORTS.get(transport, 0),
        local_name=local_name,
        user=user,
        secret=_secret(settings, data_folder, is_token=is_token) if user else "",
        is_token=is_token,
        ca_file=settings["Mail::CAFile"],
        program=os.environ.get(SENDMAIL, "/usr/sbin/sendmail"),
    )


def _secret(settings: Settings, data_folder: Path, *, is_token: bool) -> str:
    passwords = Passwords(data_folder)
    if not is_token:
        return passwords.get(SMTP_ACCOUNT)
    return access_token(smtp_oauth(settings), "smtp", SMTP_ACCOUNT, passwords, client_context(settings))


def smtp_oauth(settings: Settings) -> dict[str, str]:
    """As which application the desk signs in at the SMTP server."""
    return {
        "provider": settings["SendmailModule::OAuth2Provider"],
        "client_id": settings["SendmailModule::OAuth2ClientID"],
        "tenant": settings["SendmailModule::OAuth2Tenant"],
        "token_url": settings["SendmailModule::OAuth2TokenURL"],
    }
