"""Opens a mailbox, to fetch from it or to be told of new mail: connects, insists on TLS, signs in."""

import imaplib
import poplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import structlog

from polydesk.desk.mailroom.registry import MailboxEntry
from polydesk.kernel.errors import DeskError, Invalid
from polydesk.mail.fetch.bounded_imap import BoundedIMAP
from polydesk.mail.fetch.idle import Idle
from polydesk.mail.fetch.imap import ImapSource
from polydesk.mail.fetch.imap_session import open_imap
from polydesk.mail.fetch.pop3 import Pop3Source
from polydesk.mail.fetch.pop3_session import open_pop3
from polydesk.mail.fetch.source import Connected, Source, SourceFailed
from polydesk.mail.fetch.watchdog import Watchdog
from polydesk.mail.oauth import access_token
from polydesk.mail.passwords import Passwords, of_mailbox

_EXPECTED = (OSError, imaplib.IMAP4.error, poplib.error_proto)
"""What the libraries raise over a connection or an answer they do not like; ssl's errors are OSErrors."""
_log = structlog.get_logger(__name__)
C = TypeVar("C", bound=Connected)


@dataclass(frozen=True, slots=True)
class Account:
    """What is needed to open a mailbox, beside the mailbox itself."""

    passwords: Passwords
    context: ssl.SSLContext
    largest: int
    """Bytes of the largest message that is asked for."""


@contextmanager
def session(mailbox: MailboxEntry, account: Account, watchdog: Watchdog | None = None) -> Iterator[Source]:
    """The open mailbox; closed in good order at the end, or dropped after an error. Raises SourceFailed."""
    with _connected(_open_source, mailbox, account, watchdog or Watchdog()) as source:
        yield source


@contextmanager
def idle_session(mailbox: MailboxEntry, account: Account, watchdog: Watchdog) -> Iterator[Idle]:
    """The same for a mailbox with IMAP where we want to be told of new mail."""
    with _connected(_open_idle, mailbox, account, watchdog) as idle:
        yield idle


@contextmanager
def _connected(
    opening: Callable[[MailboxEntry, Account, Watchdog], C], mailbox: MailboxEntry, account: Account, watchdog: Watchdog
) -> Iterator[C]:
    _check(mailbox)
    connected: C | None = None
    try:
        connected = opening(mailbox, account, watchdog)
        yield connected
        connected.close()
    except BaseException as error:
        if connected:
            connected.drop()
        if not isinstance(error, Exception) or isinstance(error, DeskError):
            raise
        raise SourceFailed(_reason(error, watchdog)) from error
    finally:
        watchdog.rest()


def _reason(error: Exception, watchdog: Watchdog) -> str:
    if watchdog.has_bitten:
        return "it took too long"
    if isinstance(error, _EXPECTED):
        said = error.args[0] if error.args else ""
        return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(error) or type(error).__name__
    # an answer so odd that the library stumbled over it, or a defect
    _log.warning("mail_source_failed", exc_info=error)
    return f"{type(error).__name__}: {error}"


def _open_source(mailbox: MailboxEntry, account: Account, watchdog: Watchdog) -> Source:
    if mailbox.is_imap:
        imap = _open_imap(mailbox, account, watchdog)
        return ImapSource(imap, mailbox.folder, keep=mailbox.keep, largest=account.largest)
    pop3 = open_pop3(mailbox, _secret(mailbox, account, "pop3"), account.context, watchdog)
    return Pop3Source(pop3, keep=mailbox.keep, largest=account.largest)


def _open_idle(mailbox: MailboxEntry, account: Account, watchdog: Watchdog) -> Idle:
    return Idle(_open_imap(mailbox, account, watchdog), mailbox.folder)


def _open_imap(mailbox: MailboxEntry, account: Account, watchdog: Watchdog) -> BoundedIMAP:
    return open_imap(mailbox, _secret(mailbox, account, "imap"), account.context, watchdog)


def _secret(mailbox: MailboxEntry, account: Account, protocol: str) -> str:
    key = of_mailbox(mailbox.name)
    if mailbox.oauth:
        return access_token(mailbox.oauth, protocol, key, account.passwords, account.context)
    return account.passwords.get(key)


def _check(mailbox: MailboxEntry) -> None:
    """Nothing in the configuration may become a command of its own."""
    for value in (mailbox.login, mailbox.folder, mailbox.host):
        if not value.isprintable():
            raise Invalid("mail.mailbox", name=mailbox.name, value=value)
