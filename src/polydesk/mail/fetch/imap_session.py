"""Connects to an IMAP server and signs in."""

import contextlib
import ssl
from collections.abc import Callable

from polydesk.desk.mailroom.registry import MailboxEntry
from polydesk.mail.fetch.bounded_imap import BoundedIMAP
from polydesk.mail.fetch.folder_names import quoted
from polydesk.mail.fetch.source import SourceFailed
from polydesk.mail.fetch.watchdog import SECURED, SIGNED_IN, Watchdog
from polydesk.mail.oauth import xoauth2

IMAP_PORT, IMAPS_PORT = 143, 993


def open_imap(mailbox: MailboxEntry, secret: str, context: ssl.SSLContext, watchdog: Watchdog) -> BoundedIMAP:
    imap = _connected(mailbox, context, watchdog)
    watchdog.reached = SECURED
    try:
        _sign_in(imap, mailbox, secret)
        watchdog.reached = SIGNED_IN
        # what a server can do it often says only to those who have signed in
        imap.capabilities = tuple(imap.capability()[1][-1].decode("ascii").upper().split())
    except BaseException:
        with contextlib.suppress(OSError):
            imap.shutdown()
        raise
    return imap


def _connected(mailbox: MailboxEntry, context: ssl.SSLContext, watchdog: Watchdog) -> BoundedIMAP:
    at_once = mailbox.protocol == "imaps"
    port = mailbox.port or (IMAPS_PORT if at_once else IMAP_PORT)
    imap = BoundedIMAP(mailbox.host, port, watchdog=watchdog, context=context if at_once else None)
    if not at_once and not mailbox.insecure:
        try:
            imap.starttls(context)  # refuses a server that cannot, and one that says we are signed in already
        except BaseException:
            with contextlib.suppress(OSError):
                imap.shutdown()
            raise
    return imap


def _sign_in(imap: BoundedIMAP, mailbox: MailboxEntry, secret: str) -> None:
    if mailbox.oauth:
        imap.authenticate("XOAUTH2", _once(xoauth2(mailbox.login, secret)))
    elif "AUTH=PLAIN" in imap.capabilities:
        imap.authenticate("PLAIN", _once(f"\0{mailbox.login}\0{secret}".encode()))
    elif (mailbox.login + secret).isascii():
        imap.login(quoted(mailbox.login), secret)
    else:
        raise SourceFailed("the server knows only LOGIN, which takes no letters beyond ASCII")


def _once(answer: bytes) -> Callable[[bytes], bytes | None]:
    """The answer to the first challenge. A second one is an error in words, to be acknowledged; a third ends it."""
    answers = iter((answer, b""))
    return lambda _challenge: next(answers, None)
