"""Servers that cannot IDLE, end it, or send what nobody asked for."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from polydesk.mail.fetch import idle, idle_watcher
from polydesk.mail.fetch.connect import idle_session
from polydesk.mail.fetch.fetch_all import account_for, find_mailbox
from polydesk.mail.fetch.report import MailboxReport, Report
from polydesk.mail.fetch.source import SourceFailed
from polydesk.mail.fetch.watchdog import Watchdog
from tests.mail.fetch.conftest import Fetching
from tests.mail.fetch.scripted_server import ScriptedServer
from tests.mail.fetch.test_idle import idling

SIGNING_IN = [
    b"* OK [CAPABILITY IMAP4rev1] ready\r\n",
    b"* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n",
    b"TAG OK signed in\r\n",
]
WITH_IDLE = [*SIGNING_IN, b"* CAPABILITY IMAP4rev1 IDLE\r\nTAG OK done\r\n", b"* 0 EXISTS\r\nTAG OK selected\r\n"]
END = [b"IDLE OK done\r\n", b"TAG OK bye\r\n"]


@contextmanager
def listening(fetching: Fetching, server: ScriptedServer) -> Iterator[idle.Idle]:
    configure(fetching, server)
    account = account_for(fetching.desk, fetching.data)
    with idle_session(find_mailbox(fetching.desk, "support"), account, Watchdog()) as session:
        session.look_into_folder()
        session.begin()
        yield session


def hears_more(fetching: Fetching, script: list[bytes], seconds: float) -> bool:
    """Whether mail is heard of, beside what was there before."""
    with ScriptedServer(script) as server, listening(fetching, server) as session:
        assert session.hears_of_mail(0)
        heard = session.hears_of_mail(seconds)
        session.end()
    return heard


def configure(fetching: Fetching, server: ScriptedServer) -> None:
    fetching.configure(protocol="imap", insecure=True, host="127.0.0.1", port=server.port, login="cora", password="x")


def test_only_new_mail_is_news(fetching: Fetching) -> None:
    flags = b"* 3 FETCH (FLAGS (\\Seen))\r\n* 1 EXPUNGE\r\n* OK Still here\r\n"
    assert not hears_more(fetching, [*WITH_IDLE, b"+ idling\r\n" + flags, *END], 0.2)


def test_news_between_two_rounds_is_not_lost(fetching: Fetching) -> None:
    late = [b"* 3 EXISTS\r\nIDLE OK done\r\n", b"* OK still\r\n+ idling again\r\n", *END]
    with ScriptedServer([*WITH_IDLE, b"+ idling\r\n", *late]) as server, listening(fetching, server) as session:
        assert session.hears_of_mail(0)
        session.end()
        session.begin()
        assert session.hears_of_mail(0)
        assert not session.hears_of_mail(0)
        session.end()


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ([b"TAG BAD no such command\r\n"], "IDLE: IDLE BAD"),
        ([b"+ idling\r\n* BYE going down\r\n"], "BYE going down"),
        ([b"+ idling\r\nIDLE OK I have had enough\r\n"], "had enough"),
        ([b"+ idling\r\n" + b"* 1 EXPUNGE\r\n" * 1000], "more than was asked for"),
        ([b"+ idling\r\n* " + b"x" * 20_000], "more than was asked for"),
    ],
    ids=["refuses", "goes down", "ends it", "floods", "sends a line without end"],
)
def test_a_server_that_does_not_idle_well_is_an_error(
    fetching: Fetching, monkeypatch: pytest.MonkeyPatch, script: list[bytes], reason: str
) -> None:
    monkeypatch.setattr(idle, "ANSWER_BYTES", 12_000)
    with pytest.raises(SourceFailed) as failure:
        hears_more(fetching, [*WITH_IDLE, *script], 5)
    assert reason in str(failure.value.details["reason"])


def test_a_server_without_idle_is_left_to_polling(fetching: Fetching, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle_watcher, "WITHOUT_IDLE_SECONDS", 20)
    script = [*SIGNING_IN, b"* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n", b"* BYE\r\nTAG OK bye\r\n"]
    with ScriptedServer(script) as server:
        configure(fetching, server)
        with idling(fetching):
            wait_until_heard(server, b"LOGOUT")
    assert not any(b"IDLE" in line or b"EXAMINE" in line for line in server.heard)


def test_idle_is_ended_and_begun_anew_on_the_same_connection(
    fetching: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idle_watcher, "ROUND_SECONDS", 0.1)
    monkeypatch.setattr(idle_watcher, "fetch_all", lambda *_args, **_more: Report((MailboxReport("support"),)))
    rounds = [b"+ idling\r\n", b"IDLE OK done\r\n"] * 3
    with ScriptedServer([*WITH_IDLE, *rounds]) as server:
        configure(fetching, server)
        with idling(fetching):
            wait_until_heard(server, b"DONE", 3)
    said = [line.strip() for line in server.heard if b"IDLE" in line or b"DONE" in line]
    assert said[:6] == [b"IDLE IDLE", b"DONE"] * 3


def test_a_silent_server_does_not_hold_up_the_end(fetching: Fetching) -> None:
    with ScriptedServer([b""]) as server:
        configure(fetching, server)
        with idling(fetching):
            time.sleep(0.2)


def wait_until_heard(server: ScriptedServer, word: bytes, times: int = 1) -> None:
    ends = time.monotonic() + 10
    while sum(word in line for line in list(server.heard)) < times:
        assert time.monotonic() < ends, f"{word!r} was not said"
        time.sleep(0.02)
