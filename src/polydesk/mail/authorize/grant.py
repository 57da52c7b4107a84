"""What a person's consent brings: a refresh token, kept where the account's password would be."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from polydesk.desk.mailroom.registry import MailboxEntry
from polydesk.kernel.errors import DeskError, Unavailable
from polydesk.mail.oauth import Client, client_of
from polydesk.mail.oauth_server import ask, reason
from polydesk.mail.passwords import Passwords, of_client


class NotAuthorized(DeskError):
    """There is no refresh token, and `message` says why."""


def client_of_mailbox(mailbox: MailboxEntry) -> Client:
    """Raises Invalid."""
    return client_of(mailbox.oauth or {}, "imap" if mailbox.protocol.startswith("imap") else "pop3")


@dataclass(frozen=True, slots=True)
class Applicant:
    """The account that is to be signed in, and as which application."""

    client: Client
    account: str
    passwords: Passwords
    context: ssl.SSLContext

    def ask_for_token(self, form: Mapping[str, str]) -> Mapping[str, Any]:
        secret = self.passwords.find(of_client(self.account))
        whole = {"client_id": self.client.client_id, **form, **({"client_secret": secret} if secret else {})}
        return ask(self.client.token_url, whole, self.context)

    def keep(self, answer: Mapping[str, Any]) -> None:
        """Raises NotAuthorized if the answer brings no refresh token."""
        token = answer.get("refresh_token")
        if isinstance(token, str) and token.isascii() and token.isprintable() and token:
            self.passwords.put(self.account, token)
            return
        if answer.get("access_token"):
            raise NotAuthorized("mail.authorize", message="the provider gave no refresh token, only one for an hour")
        raise self.refused(answer)

    def refused(self, answer: Mapping[str, Any]) -> NotAuthorized:
        """In the server's words, which may repeat what was sent: the application's secret is not shown."""
        said, secret = reason(answer), self.passwords.find(of_client(self.account))
        shown = said.replace(secret, "…") if secret else said
        return NotAuthorized("mail.authorize", message=f"the provider refused: {shown}")


def text_in(answer: Mapping[str, Any], name: str) -> str:
    """Raises Unavailable for an answer that lacks it."""
    value = answer.get(name)
    if not isinstance(value, str) or not value.isprintable() or not 0 < len(value) <= 4000:
        raise Unavailable("mail.authorize", message=f"the provider's answer has no usable {name}")
    return value
