"""Tries a mailbox step by step, for whoever sets it up: how far does it get, and what is in the way?

What a server says before it has signed us in is not repeated: whoever may try mailboxes is not to read what is
written on other doors. Nothing is fetched or changed.
"""

import socket
import ssl
import threading

from polydesk.desk.mail_office import Step
from polydesk.desk.mailroom.registry import MailboxEntry
from polydesk.kernel.errors import DeskError
from polydesk.mail.fetch.connect import Account, session
from polydesk.mail.fetch.imap_session import IMAP_PORT, IMAPS_PORT
from polydesk.mail.fetch.pop3_session import POP3_PORT, POP3S_PORT
from polydesk.mail.fetch.watchdog import CONNECTED, NOWHERE, SECURED, SIGNED_IN, Watchdog
from polydesk.mail.passwords import of_mailbox

SECONDS = 15.0
_PORTS = {"imap": IMAP_PORT, "imaps": IMAPS_PORT, "pop3": POP3_PORT, "pop3s": POP3S_PORT}
_STEPS = {CONNECTED: "connection", SECURED: "security", SIGNED_IN: "sign_in"}
MOST_ADDRESSES = 4


def try_mailbox(mailbox: MailboxEntry, account: Account, *, seconds: float = SECONDS) -> list[Step]:
    """The steps it came to, the last of them good only if all went well; in a thread, since names take their time."""
    steps: list[Step] = []
    thread = threading.Thread(target=_try, args=(mailbox, account, steps, seconds), name="try-mailbox", daemon=True)
    thread.start()
    thread.join(seconds + 1)
    return [*steps, *([Step("time", is_good=False)] if thread.is_alive() else [])]


def failed(name: str, error: DeskError) -> Step:
    return Step(name, is_good=False, said=str(error.details.get("reason") or error.details.get("message") or error))


def _try(mailbox: MailboxEntry, account: Account, steps: list[Step], seconds: float) -> None:
    if not _is_found(mailbox, steps) or not _has_password(mailbox, account, steps):
        return
    watchdog = Watchdog(seconds)
    try:
        with session(mailbox, account, watchdog) as source:
            _note_reached(mailbox, watchdog, steps)
            waiting = sum(not one.is_deleted for one in source.listed())
            steps.append(Step("folder", is_good=True, said=str(waiting)))
    except DeskError as error:
        if steps[-1].name != "sign_in":
            _note_reached(mailbox, watchdog, steps)
        steps.append(_failure(error, watchdog))


def _is_found(mailbox: MailboxEntry, steps: list[Step]) -> bool:
    port = mailbox.port or _PORTS[mailbox.protocol]
    try:
        found = socket.getaddrinfo(mailbox.host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        steps.append(Step("name", is_good=False))
        return False
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))[:MOST_ADDRESSES]
    steps.append(Step("name", is_good=True, said=", ".join(addresses)))
    return True


def _has_password(mailbox: MailboxEntry, account: Account, steps: list[Step]) -> bool:
    """Without one nothing is connected to. With OAuth2 it is only what is asked for a token with."""
    is_there = account.passwords.find(of_mailbox(mailbox.name)) is not None
    if not is_there and not mailbox.oauth:
        steps.append(Step("password", is_good=False))
    return is_there or bool(mailbox.oauth)


def _note_reached(mailbox: MailboxEntry, watchdog: Watchdog, steps: list[Step]) -> None:
    for stage, name in _STEPS.items():
        if stage <= watchdog.reached:
            plain = name == "security" and mailbox.insecure and mailbox.protocol in ("imap", "pop3")
            steps.append(Step(name, is_good=True, said="plain" if plain else ""))


def _failure(error: DeskError, watchdog: Watchdog) -> Step:
    if watchdog.has_bitten:
        return Step("time", is_good=False)
    if watchdog.reached == NOWHERE:
        is_ours = not isinstance(error.__cause__, OSError)  # no token is to be had, or the entry cannot be used
        return failed("password", error) if is_ours else Step("connection", is_good=False)
    if watchdog.reached == CONNECTED:
        said = str(error.__cause__) if isinstance(error.__cause__, ssl.SSLError) else ""
        return Step("security", is_good=False, said=said[:300])
    return failed("sign_in" if watchdog.reached == SECURED else "folder", error)
