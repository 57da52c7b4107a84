"""Mail is fetched as soon as an IMAP server says that it came, whatever happens to the connection."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from polydesk.mail.fetch import idle_watcher, idle_watchers
from polydesk.mail.fetch.idle_watchers import IdleWatchers
from polydesk.mail.fetch.lock import IDLING, mailbox_lock
from tests.mail.fetch.cable import Cable
from tests.mail.fetch.conftest import Account, Fetching
from tests.mail.fetch.mails import mail, titles
from tests.mail.fetch.test_serving import wait_until_taken

PROMPT_SECONDS = 5.0
"""Dovecot waits for half a second, and this machine may be busy; the next poll would come after a minute."""


@contextmanager
def idling(fetching: Fetching) -> Iterator[None]:
    """Nobody polls meanwhile."""
    stop = threading.Event()
    thread = threading.Thread(target=IdleWatchers(fetching.desk, fetching.data).run, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        began = time.monotonic()
        thread.join()
        took = time.monotonic() - began
    assert took < 1.5, "the end took too long"
    assert idle_threads() == []


def idle_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "idle"]


def begin(account: Account) -> None:
    """What waits at the beginning is fetched when the server has been told to tell."""
    account.server.deliver(account.name, mail("first"))
    wait_until_taken(account, "first")


@pytest.mark.parametrize(("protocol", "keep"), [("imap", True), ("imaps", False)])
def test_mail_that_comes_while_idling_is_fetched_at_once(account: Account, protocol: str, keep: bool) -> None:
    account.configure(protocol, keep=keep)
    with idling(account.fetching):
        begin(account)
        for subject in ("second", "third"):
            account.server.deliver(account.name, mail(subject))
            wait_until_taken(account, subject, PROMPT_SECONDS)
    assert titles(account.fetching.desk)[-3:] == ["first", "second", "third"]


def test_a_connection_that_is_cut_is_made_again(account: Account) -> None:
    with Cable(account.server.ports["imaps"]) as cable:
        account.configure("imaps", port=cable.port)
        with idling(account.fetching):
            begin(account)
            cable.cut()
            account.server.deliver(account.name, mail("while it was cut"))
            wait_until_taken(account, "while it was cut", 10)
            account.server.deliver(account.name, mail("afterwards"))
            wait_until_taken(account, "afterwards", PROMPT_SECONDS)


def test_idle_begins_anew_before_a_server_ends_it(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    assert idle_watcher.ROUND_SECONDS < 29 * 60
    monkeypatch.setattr(idle_watcher, "ROUND_SECONDS", 0.2)
    monkeypatch.setattr(idle_watcher, "LISTENING_SECONDS", 1.5)
    account.configure("imaps")
    with idling(account.fetching):
        begin(account)
        for number in range(2):
            account.server.deliver(account.name, mail(f"mail {number}"))
            wait_until_taken(account, f"mail {number}", PROMPT_SECONDS)


def test_somebody_else_s_fetch_is_waited_for(account: Account) -> None:
    account.configure("imaps")
    with idling(account.fetching):
        begin(account)
        with mailbox_lock_of_another(account):
            account.server.deliver(account.name, mail("second"))
            time.sleep(1)
            assert "second" not in titles(account.fetching.desk)
        wait_until_taken(account, "second", PROMPT_SECONDS)


@contextmanager
def mailbox_lock_of_another(account: Account) -> Iterator[None]:
    while True:
        with mailbox_lock(account.fetching.data, 1) as is_ours:
            if is_ours:
                yield
                return
        time.sleep(0.02)


def test_of_several_processes_one_idles(account: Account) -> None:
    with mailbox_lock(account.fetching.data, 1, IDLING) as is_ours, Cable(account.server.ports["imaps"]) as cable:
        assert is_ours
        account.configure("imaps", port=cable.port)
        with idling(account.fetching):
            while not idle_threads():
                time.sleep(0.02)
        assert cable.used == 0


def test_pop3_and_mailboxes_that_do_not_want_it_are_left_to_polling(account: Account) -> None:
    watchers = IdleWatchers(account.fetching.desk, account.fetching.data)
    account.configure("pop3s")
    watchers.adjust()
    account.configure("imaps", idle=False)
    watchers.adjust()
    assert idle_threads() == []


def test_what_the_configuration_says_counts_at_once(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle_watchers, "LOOK_SECONDS", 0.05)
    account.configure("imaps")
    with idling(account.fetching):
        begin(account)
        account.fetching.load(mailboxes=[{"name": "support", "idle": False}])
        ends = time.monotonic() + 5
        while idle_threads() and time.monotonic() < ends:
            time.sleep(0.02)
        assert idle_threads() == []
        account.fetching.load(mailboxes=[{"name": "support", "idle": True}])
        account.server.deliver(account.name, mail("second"))
        wait_until_taken(account, "second", PROMPT_SECONDS)
