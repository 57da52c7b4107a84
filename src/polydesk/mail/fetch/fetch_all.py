"""Fetch from every mailbox, each in a thread of its own, so that a slow or broken one holds up no other."""

import threading
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import structlog

from polydesk.desk.desk import Desk
from polydesk.desk.mailroom.registry import MailboxEntry, Mailroom
from polydesk.desk.mailroom.runs import record_run
from polydesk.kernel.errors import DeskError, NotFound
from polydesk.kernel.settings import Settings
from polydesk.mail.fetch.connect import Account, session
from polydesk.mail.fetch.fetch_mailbox import MailboxFetch
from polydesk.mail.fetch.lock import mailbox_lock
from polydesk.mail.fetch.report import MailboxReport, Report
from polydesk.mail.passwords import Passwords
from polydesk.mail.tls import client_context

MOST_AT_ONCE = 16
_log = structlog.get_logger(__name__)


def fetch_all(
    desk: Desk,
    data_folder: Path,
    *,
    names: Sequence[str] = (),
    patience_seconds: float | None = None,
    stop: threading.Event | None = None,
) -> Report:
    """Fetch from the mailboxes of these names, or from all in use. Raises only NotFound for a name.

    With patience, mailboxes that take longer are reported as busy and go on in the background. Once `stop` is set,
    each ends after the message it is at.
    """
    mailboxes = _chosen(desk, names)
    reports = [MailboxReport(mailbox.name, is_busy=True) for mailbox in mailboxes]
    gate = threading.Semaphore(MOST_AT_ONCE)

    def fetch(position: int) -> None:
        with gate:
            reports[position] = _fetch(desk, data_folder, mailboxes[position], stop or threading.Event())

    threads = [threading.Thread(target=partial(fetch, at), name="fetch", daemon=True) for at in range(len(mailboxes))]
    for thread in threads:
        thread.start()
    ends = None if patience_seconds is None else time.monotonic() + patience_seconds
    for thread in threads:
        thread.join(None if ends is None else max(0.0, ends - time.monotonic()))
    return Report(tuple(reports))


def account_for(desk: Desk, data_folder: Path) -> Account:
    with desk.look() as look:
        settings = look.config(Settings)
    return Account(Passwords(data_folder), client_context(settings), settings["PostMasterMaxEmailSize"] * 1024)


def find_mailbox(desk: Desk, name: str) -> MailboxEntry:
    return _chosen(desk, (name,))[0]


def _chosen(desk: Desk, names: Sequence[str]) -> list[MailboxEntry]:
    with desk.look() as look:
        mailboxes = look.config(Mailroom).mailboxes
    chosen = {name: mailboxes.named(name) for name in names}
    if missing := [name for name, found in chosen.items() if not found]:
        raise NotFound("mailbox", name=missing[0])
    return [found for found in chosen.values() if found] if names else list(mailboxes)


def _fetch(desk: Desk, data_folder: Path, mailbox: MailboxEntry, stop: threading.Event) -> MailboxReport:
    try:
        with mailbox_lock(data_folder, mailbox.id) as is_ours:
            if is_ours:
                return _fetch_locked(desk, data_folder, mailbox, stop)
            return MailboxReport(mailbox.name, is_busy=True)
    except Exception as error:  # noqa: BLE001  one mailbox must not stop the others
        _log.exception("mailbox_failed", mailbox=mailbox.name)
        return MailboxReport(mailbox.name, error=type(error).__name__)


def _fetch_locked(desk: Desk, data_folder: Path, mailbox: MailboxEntry, stop: threading.Event) -> MailboxReport:
    report = MailboxReport(mailbox.name)
    try:
        account = account_for(desk, data_folder)
        fetch = MailboxFetch(desk, mailbox, lambda: session(mailbox, account), account.largest, stop)
        report = fetch.report
        fetch.run()
    except DeskError as error:
        report.error = str(error.details.get("reason") or error)
    except Exception as error:  # noqa: BLE001  a defect is shown like any other failure, and traced in the log
        _log.exception("mailbox_failed", mailbox=mailbox.name)
        report.error = type(error).__name__
    if report.complaint:
        _log.warning("mailbox_complaint", mailbox=mailbox.name, complaint=report.complaint)
    with desk.work() as work:
        record_run(work, mailbox.id, taken=report.taken, error=report.complaint)
    return report
