"""Connects to an IMAP server and signs in."""

import contextlib
import ssl
from collections.abc import Callable

from polydesk.desk.mailroom.registry import MailboxEntry
from polydesk.mail.fetch.bounded_imap import BoundedIMAP, BoundedIMAPS
from polydesk.mail.fetch.folder_names import quoted
from polydesk.mail.fetch.watchdog import Watchdog
from polydesk.mail.oauth import xoauth2

IMAP_PORT, IMAPS_PORT = 143, 993


def open_imap(mailbox: MailboxEntry, secret: str, context: ssl.SSLContext, watchdog: Watchdog) -> BoundedIMAP:
    imap = _connected(mailbox, context, watchdog)
    try:
        _sign_in(imap, mailbox, secret)
        # what a server can do it often says only to those who have signed in
        imap.capabilities = tuple(imap.capability()[1][-1].decode("ascii").upper().split())
    except BaseException:
        with contextlib.suppress(OSError):
            imap.shutdown()
        raise
    return imap


def _connected(mailbox: MailboxEntry, context: ssl.SSLContext, watchdog: Watchdog) -> BoundedIMAP:
    if mailbox.protocol == "imaps":
        port = mailbox.port or IMAPS_PORT
        return BoundedIMAPS(mailbox.host, port, watchdog=watchdog, ssl_context=context)
    imap = BoundedIMAP(mailbox.host, mailbox.port or IMAP_PORT, watchdog=watchdog)
    if not mailbox.insecure:
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
    else:
        imap.login(quoted(mailbox.login), secret)


def _once(answer: bytes) -> Callable[[bytes], bytes | None]:
    """The answer to the first challenge. A second one is an error in words, to be acknowledged; a third ends it."""
    answers = iter((answer, b""))
    return lambda _challenge: next(answers, None)
