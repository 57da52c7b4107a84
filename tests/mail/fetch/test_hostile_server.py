"""What a mail server may do to us: end in an error that is shown, in bounded time and memory."""

import socket
import threading
import time
import tracemalloc
from collections.abc import Iterator

import pytest

from polydesk.mail.fetch import bounded_imap, bounded_pop3, connect, watchdog
from tests.mail.fetch.conftest import Fetching
from tests.mail.fetch.mails import mail, titles
from tests.mail.fetch.scripted_server import ScriptedServer

GREETING = b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n"
CAPABILITY = b"* CAPABILITY IMAP4rev1 AUTH=PLAIN UIDPLUS\r\nTAG OK done\r\n"
SIGNED_IN = [GREETING, CAPABILITY, b"+ \r\n", b"TAG OK done\r\n", CAPABILITY]
SELECTED = [*SIGNED_IN, b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\nTAG OK done\r\n"]
LISTED = [
    *SELECTED,
    b"* SEARCH 5\r\nTAG OK done\r\n",
    b"* SEARCH\r\nTAG OK done\r\n",
    b"* 1 FETCH (UID 5 RFC822.SIZE 200)\r\nTAG OK done\r\n",
]
POP3 = [b"+OK ready\r\n", b"+OK\r\n", b"+OK\r\n"]
POP3_LISTED = [*POP3, b"+OK\r\n1 200\r\n.\r\n", b"+OK\r\n1 abc\r\n.\r\n"]
TAGGED = b"TAG OK done\r\n"
LIMIT = 100_000
FLOOD = b"x" * 1000


@pytest.fixture(autouse=True)
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_imap, "ANSWER_BYTES", LIMIT)
    monkeypatch.setattr(bounded_pop3, "ANSWER_BYTES", LIMIT)


def attempt(fetching: Fetching, protocol: str, script: list[bytes]) -> str:
    """What the report says of a server with that script."""
    fetching.set(PostMasterMaxEmailSize=1000)
    with ScriptedServer(script) as server:
        fetching.configure(protocol=protocol, port=server.port, host="127.0.0.1", login="cora", insecure=True)
        tracemalloc.start()
        began = time.monotonic()
        complaint = fetching.run().complaint
        assert time.monotonic() - began < 20
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
        tracemalloc.stop()
    return complaint


IMAP_SCRIPTS = {
    "a gigabyte claimed and sent": [*LISTED, b"* 1 FETCH (UID 5 BODY[] {1073741824}\r\n" + FLOOD * 9000],
    "a gigabyte claimed and not sent": [*LISTED, b"* 1 FETCH (UID 5 BODY[] {1073741824}\r\nshort"],
    "another message": [*LISTED, b"* 1 FETCH (UID 6 BODY[] {3}\r\nabc)\r\nTAG OK\r\n", TAGGED, TAGGED, TAGGED],
    "no message": [*LISTED, b"* 1 FETCH (UID 5 BODY[] NIL)\r\nTAG OK\r\n", TAGGED, TAGGED, TAGGED],
    "a number without end": [*LISTED, b"* 1 FETCH (UID 5 BODY[] {" + b"9" * 9000 + b"}\r\n"],
    "a gigabyte in the greeting": [b"* OK hello {1073741824}\r\n" + FLOOD * 200],
    "a greeting without end": [b"* OK " + FLOOD * 2000],
    "answers without end": [*LISTED, b"* 2 EXISTS\r\n" * 20_000 + b"TAG OK\r\n"],
    "a search without end": [*SELECTED, b"* SEARCH " + b"1 " * 700_000],
    "words for numbers": [*SELECTED, b"* SEARCH one two\r\nTAG OK done\r\n"],
    "a UID beyond all": [*SELECTED, b"* SEARCH 99999999999\r\nTAG OK\r\n", b"* SEARCH\r\nTAG OK\r\n"],
    "a negative UID": [*SELECTED, b"* SEARCH -5\r\nTAG OK\r\n", b"* SEARCH\r\nTAG OK\r\n"],
    "no number of messages": [*SIGNED_IN, b"TAG OK done\r\n"],
    "billions of messages": [*SIGNED_IN, b"* 4000000000 EXISTS\r\nTAG OK\r\n"],
    "nothing that is IMAP": [b"HTTP/1.1 200 OK\r\n\r\n"],
    "bytes": [bytes(range(256)) * 20],
    "challenges without end": [GREETING, CAPABILITY, b"+ \r\n" * 60_000],
    "goodbye": [*SIGNED_IN, b"* BYE\r\n"],
    "another tag": [*SIGNED_IN, b"A1 OK done\r\n"],
}
POP3_SCRIPTS = {
    "a message without end": [*POP3_LISTED, b"+OK\r\n" + FLOOD * 9000],
    "short lines without end": [*POP3_LISTED, b"+OK\r\n" + b"\r\n" * 900_000],
    "a list without end": [*POP3, b"+OK\r\n" + b"1 2\r\n" * 90_000],
    "a greeting without end": [FLOOD * 2000],
    "words for numbers": [*POP3, b"+OK\r\none two\r\n.\r\n", b"+OK\r\n.\r\n", b"+OK\r\n"],
    "numbers without end": [*POP3, b"+OK\r\n" + b"9" * 9000 + b" 1\r\n.\r\n", b"+OK\r\n.\r\n", b"+OK\r\n"],
    "nothing that is POP3": [b"HTTP/1.1 200 OK\r\n\r\n"],
    "bytes": [bytes(range(256)) * 20],
}
HARMLESS = {"words for numbers", "numbers without end"}
"""For POP3: lines that mean nothing are passed over."""


@pytest.mark.parametrize("name", IMAP_SCRIPTS)
def test_a_hostile_imap_server_is_an_error(fetching: Fetching, name: str) -> None:
    before = titles(fetching.desk)
    assert attempt(fetching, "imap", IMAP_SCRIPTS[name])
    assert titles(fetching.desk) == before


@pytest.mark.parametrize("name", POP3_SCRIPTS)
def test_a_hostile_pop3_server_is_an_error(fetching: Fetching, name: str) -> None:
    before = titles(fetching.desk)
    assert bool(attempt(fetching, "pop3", POP3_SCRIPTS[name])) != (name in HARMLESS)
    assert titles(fetching.desk) == before


def test_a_message_that_claims_a_gigabyte_does_not_keep_back_the_next(fetching: Fetching) -> None:
    good = mail("after the bad one")
    search = b"* SEARCH 5 6\r\nTAG OK done\r\n"
    sizes = b"* 1 FETCH (UID 5 RFC822.SIZE 9)\r\n* 2 FETCH (UID 6 RFC822.SIZE 9)\r\nTAG OK done\r\n"
    listed = [*SIGNED_IN, b"* 2 EXISTS\r\nTAG OK done\r\n", search, b"* SEARCH\r\nTAG OK done\r\n", sizes]
    bad = [*listed, b"* 1 FETCH (UID 5 BODY[] {1073741824}\r\n"]
    whole = b"* 2 FETCH (UID 6 BODY[] {%d}\r\n%b)\r\nTAG OK done\r\n" % (len(good), good)
    rest = [*listed, whole, b"TAG OK stored\r\n", b"TAG OK expunged\r\n", b"* BYE\r\nTAG OK\r\n"]
    with ScriptedServer([], conversations=[bad, rest]) as server:
        fetching.configure(protocol="imap", port=server.port, host="127.0.0.1", login="cora", insecure=True)
        report = fetching.run()
    assert (report.taken, report.error, list(report.left)) == (1, "", ["0.5"])
    assert titles(fetching.desk)[-1] == "after the bad one"


@pytest.fixture
def dripping_port() -> Iterator[int]:
    """A server that says one more letter every tenth of a second, for ever."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def drip() -> None:
        connection, _ = listener.accept()
        with connection:
            while not stop.wait(0.1):
                try:
                    connection.sendall(b"*")
                except OSError:
                    return

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    stop.set()
    thread.join()
    listener.close()


@pytest.mark.parametrize("protocol", ["imap", "pop3", "imaps", "pop3s"])
def test_a_server_that_drips_is_cut_off(
    fetching: Fetching, dripping_port: int, protocol: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "Watchdog", lambda: watchdog.Watchdog(1.0))
    fetching.configure(protocol=protocol, port=dripping_port, host="127.0.0.1", login="cora", insecure=True)
    began = time.monotonic()
    error = fetching.run().error
    assert error == "it took too long" or protocol.endswith("s")
    assert error
    assert time.monotonic() - began < 5


def test_a_silent_server_is_given_up(fetching: Fetching, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_imap, "TIMEOUT_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        fetching.configure(protocol="imap", port=port, host="127.0.0.1", login="cora", insecure=True)
        assert "timed out" in fetching.run().error


def test_a_command_in_the_configuration_is_refused(fetching: Fetching) -> None:
    fetching.configure(protocol="pop3", port=1, host="127.0.0.1", login="cora\r\nDELE 1", insecure=True)
    assert "mail.mailbox" in fetching.run().error
