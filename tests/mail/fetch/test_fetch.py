"""Fetching from a real mail server, by every protocol."""

import threading
import time

import pytest

from polydesk.desk.mailroom.runs import list_runs
from polydesk.mail.fetch import fetch_mailbox
from polydesk.mail.fetch.fetch_all import fetch_all
from polydesk.mail.fetch.lock import mailbox_lock
from tests.mail.fetch.conftest import Account
from tests.mail.fetch.mails import mail, raw_messages, titles

PROTOCOLS = ("imap", "imaps", "pop3", "pop3s")
BOTH = ("imaps", "pop3s")


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_mail_becomes_tickets_in_its_order_and_is_removed_at_its_source(account: Account, protocol: str) -> None:
    account.configure(protocol)
    account.server.deliver(account.name, mail("first"), mail("second"))
    report = account.fetching.run()
    assert (report.taken, report.complaint) == (2, "")
    assert titles(account.fetching.desk)[-2:] == ["first", "second"]
    assert account.server.remaining(account.name) == []


@pytest.mark.parametrize("protocol", BOTH)
def test_mail_is_kept_where_that_is_set_and_taken_once(account: Account, protocol: str) -> None:
    account.configure(protocol, keep=True)
    account.server.deliver(account.name, mail("kept"))
    assert account.fetching.run().taken == 1
    account.server.deliver(account.name, mail("later"))
    assert account.fetching.run().taken == 1
    assert len(account.server.remaining(account.name)) == 2
    assert len(raw_messages(account.fetching.desk)) == 2
    if protocol == "imaps":
        assert account.server.seen(account.name) == 2


@pytest.mark.parametrize("protocol", BOTH)
def test_a_message_arrives_byte_for_byte(account: Account, protocol: str) -> None:
    """Dots at the start of lines, lines longer than any limit of the protocols, bytes of no character set."""
    account.configure(protocol)
    odd = mail("odd") + b".\r\n..\r\n.dot\r\n" + b"x" * 200_000 + b"\r\n" + bytes(range(128, 256)) + b"\r\n"
    account.server.deliver(account.name, odd)
    assert account.fetching.run().complaint == ""
    assert raw_messages(account.fetching.desk) == [odd]


@pytest.mark.parametrize("protocol", BOTH)
def test_more_mail_than_fits_a_session_is_fetched_in_several(
    account: Account, protocol: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch_mailbox, "BATCH", 3)
    account.configure(protocol)
    account.server.deliver(account.name, *(mail(f"mail {number}") for number in range(7)))
    assert account.fetching.run().taken == 7
    assert account.server.remaining(account.name) == []


@pytest.mark.parametrize("protocol", BOTH)
def test_too_large_a_message_stays_at_its_source_and_is_named(account: Account, protocol: str) -> None:
    account.fetching.set(PostMasterMaxEmailSize=100)
    account.configure(protocol)
    account.server.deliver(account.name, mail("large", "x" * 76 + "\r\n" * 200_000), mail("small"))
    report = account.fetching.run()
    assert report.taken == 1
    assert "PostMasterMaxEmailSize" in report.complaint
    assert len(account.server.remaining(account.name)) == 1


def test_a_folder_with_any_name_is_fetched(account: Account) -> None:
    account.configure("imaps", folder="Entwürfe & Mehr")
    folder = account.server.make_folder(account.name, "Entw&APw-rfe &- Mehr")
    account.server.deliver(folder, mail("elsewhere"))
    account.server.deliver(account.name, mail("in the inbox"))
    assert account.fetching.run().taken == 1
    assert account.server.remaining(folder) == []


def test_a_folder_that_is_not_there_is_the_report_s_error(account: Account) -> None:
    account.configure("imaps", folder='No "such" folder')
    assert account.fetching.run().error.startswith("SELECT: ")


@pytest.mark.parametrize("protocol", BOTH)
def test_a_wrong_password_is_the_report_s_error(account: Account, protocol: str) -> None:
    account.configure(protocol, password="wrong")
    report = account.fetching.run()
    assert "uthentication failed" in report.error
    with account.fetching.desk.look() as look:
        run = list_runs(look)[0]
    assert (run.name, run.taken, run.error, run.succeeded_at) == ("support", 0, report.error, None)


def test_a_broken_mailbox_does_not_stop_the_others(account: Account) -> None:
    account.fetching.configure(name="broken", port=1, login="nobody")
    account.configure("imaps")
    account.server.deliver(account.name, mail("through"))
    report = fetch_all(account.fetching.desk, account.fetching.data)
    assert [(one.name, one.taken, bool(one.error)) for one in report.mailboxes] == [
        ("broken", 0, True),
        ("support", 1, False),
    ]


def test_a_mailbox_is_fetched_by_one_process_at_a_time(account: Account) -> None:
    account.configure("imaps")
    account.server.deliver(account.name, mail("waiting"))
    with mailbox_lock(account.fetching.data, 1) as is_ours:
        assert is_ours
        assert account.fetching.run().is_busy
    assert account.fetching.run().taken == 1


def test_who_has_no_patience_hears_that_a_mailbox_is_busy(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    monkeypatch.setattr(fetch_mailbox, "take_mail", lambda *_args, **_more: go_on.wait(20))
    account.configure("imaps")
    account.server.deliver(account.name, mail("slow"))
    report = fetch_all(account.fetching.desk, account.fetching.data, patience_seconds=0.5)
    go_on.set()
    assert report.mailboxes[0].is_busy
    while not list_runs_of(account):
        time.sleep(0.02)


def list_runs_of(account: Account) -> int:
    with account.fetching.desk.look() as look:
        return len(list_runs(look))


@pytest.mark.parametrize("protocol", BOTH)
def test_what_cannot_be_taken_in_stays_at_its_source(
    account: Account, protocol: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(*_args: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    account.configure(protocol)
    account.server.deliver(account.name, *(mail(f"mail {number}") for number in range(5)))
    with monkeypatch.context() as patched:
        patched.setattr(fetch_mailbox, "take_mail", no_space)
        report = account.fetching.run()
    assert report.taken == 0
    assert "No space left" in report.error
    assert len(account.server.remaining(account.name)) == 5
    assert account.fetching.run().taken == 5


def test_a_message_that_was_stored_but_not_removed_is_not_taken_twice(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    account.configure("imaps")
    account.server.deliver(account.name, mail("once"))
    with monkeypatch.context() as patched:
        patched.setattr("polydesk.mail.fetch.imap.ImapSource.finish", lambda *_: None)
        account.fetching.run()
    assert len(account.server.remaining(account.name)) == 1
    account.fetching.run()
    assert account.server.remaining(account.name) == []
    assert titles(account.fetching.desk).count("once") == 1
