"""Connects to a POP3 server and signs in."""

import base64
import contextlib
import poplib
import ssl

from polydesk.desk.mailroom.registry import MailboxEntry
from polydesk.mail.fetch.bounded_pop3 import BoundedPOP3
from polydesk.mail.fetch.watchdog import SECURED, SIGNED_IN, Watchdog
from polydesk.mail.oauth import xoauth2

POP3_PORT, POP3S_PORT = 110, 995


def open_pop3(mailbox: MailboxEntry, secret: str, context: ssl.SSLContext, watchdog: Watchdog) -> BoundedPOP3:
    at_once = mailbox.protocol == "pop3s"
    port = mailbox.port or (POP3S_PORT if at_once else POP3_PORT)
    pop3 = BoundedPOP3(mailbox.host, port, watchdog=watchdog, context=context if at_once else None)
    try:
        if not at_once and not mailbox.insecure:
            pop3.stls(context)  # refuses a server that cannot
        watchdog.reached = SECURED
        _sign_in(pop3, mailbox, secret)
        watchdog.reached = SIGNED_IN
    except BaseException:
        with contextlib.suppress(OSError):
            pop3.close()
        raise
    return pop3


def _sign_in(pop3: BoundedPOP3, mailbox: MailboxEntry, secret: str) -> None:
    if not mailbox.oauth:
        pop3.ask(f"USER {mailbox.login}")
        pop3.ask(f"PASS {secret}")
        return
    pop3.ask("AUTH XOAUTH2")
    answer = pop3.ask(base64.b64encode(xoauth2(mailbox.login, secret)).decode("ascii"))
    if not answer.startswith(b"+OK"):  # a challenge that says why not
        raise poplib.error_proto(answer.decode("utf-8", "replace"))
