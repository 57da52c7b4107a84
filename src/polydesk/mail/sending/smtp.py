"""One SMTP connection, kept for as long as there is mail. Standard library only: the courier loads nothing else."""

import base64
import smtplib
import ssl
from collections.abc import Mapping
from typing import Any

from polydesk.mail.sending.outcome import BROKEN, LATER, REFUSED, SENT, Outcome

TIMEOUT_SECONDS = 60
_GOES_AWAY = 421


class Smtp:
    def __init__(self, route: Mapping[str, Any]) -> None:
        self._route = route
        self._client: smtplib.SMTP | None = None

    def send(self, sender: str, recipient: str, message: bytes) -> Outcome:
        try:
            client = self._client or self._connected()
        except (OSError, smtplib.SMTPException) as error:
            return Outcome(BROKEN, _told(error))
        self._client = client
        try:
            client.sendmail(sender, [recipient], message)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return _judged(error)
        return Outcome(SENT)

    def close(self) -> None:
        client, self._client = self._client, None
        if client:
            client.close()

    def _connected(self) -> smtplib.SMTP:
        route = self._route
        place = {"host": route["host"], "port": route["port"], "local_hostname": route["local_name"]}
        if route["transport"] == "SMTPS":
            client: smtplib.SMTP = smtplib.SMTP_SSL(**place, timeout=TIMEOUT_SECONDS, context=_context(route))
        else:
            client = smtplib.SMTP(**place, timeout=TIMEOUT_SECONDS)
        try:
            if route["transport"] == "SMTPTLS":
                client.starttls(context=_context(route))
            if route["user"]:
                _sign_in(client, route)
        except BaseException:
            client.close()
            raise
        return client


def _context(route: Mapping[str, Any]) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if route["ca_file"]:
        context.load_verify_locations(cafile=route["ca_file"])
    return context


def _sign_in(client: smtplib.SMTP, route: Mapping[str, Any]) -> None:
    if not route["is_token"]:
        client.login(route["user"], route["secret"])
        return
    client.ehlo_or_helo_if_needed()
    first = f"user={route['user']}\x01auth=Bearer {route['secret']}\x01\x01".encode()
    code, answer = client.docmd("AUTH", "XOAUTH2 " + base64.b64encode(first).decode())
    if code == 334:  # the reason, which wants an empty line before the real answer
        code, answer = client.docmd("")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, answer)


def _judged(error: Exception) -> Outcome:
    """By the first digit of the server's answer; without an answer it was not understood at all."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        [(code, answer)] = error.recipients.values()
        return Outcome(_by_code(code), f"{code} {_text(answer)}")
    if isinstance(error, smtplib.SMTPResponseException):
        return Outcome(_by_code(error.smtp_code), _told(error))
    return Outcome(LATER, _told(error))


def _by_code(code: int) -> str:
    if code == _GOES_AWAY:
        return BROKEN
    return REFUSED if 500 <= code < 600 else LATER


def _told(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return f"{type(error).__name__}: {error}"


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
