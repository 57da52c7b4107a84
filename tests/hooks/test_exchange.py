"""What can go wrong between the desk and a receiver: certificates, broken answers, no end of an answer."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from polydesk.desk.poster import Outcome, Parcel, Rules
from polydesk.hooks.post import HttpPoster
from polydesk.outward.connection import MOST_READ
from tests.certificates import Authority

ALLOWED = ("127.0.0.0/8", "::1")
Serve = Callable[[socket.socket], None]


@contextmanager
def answering(serve: Serve) -> Iterator[int]:
    """A port where the next one to connect is served."""

    def run() -> None:
        with suppress(OSError), listener.accept()[0] as connected:
            serve(connected)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(20)


def saying(answer: bytes) -> Serve:
    def serve(connected: socket.socket) -> None:
        came = b""
        while not came.endswith(b"{}"):
            came += connected.recv(65536)
        connected.sendall(answer)

    return serve


def posted(url: str, *, timeout: int = 5, ca_file: str = "") -> Outcome:
    rules = Rules(allow_http=True, networks=ALLOWED, ca_file=ca_file)
    return HttpPoster().post(Parcel(1, 1, "ping", b"{}", url, timeout, rules, secrets=("s",)))


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "ca")


def over_tls(authority: Authority) -> Serve:
    def serve(connected: socket.socket) -> None:
        with authority.server_context().wrap_socket(connected, server_side=True) as secured:
            saying(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")(secured)

    return serve


def test_a_certificate_of_nobody_we_know_is_refused(authority: Authority) -> None:
    with answering(over_tls(authority)) as port:
        outcome = posted(f"https://127.0.0.1:{port}/")
    assert outcome.status is None
    assert outcome.error.startswith("the certificate is not to be trusted")


def test_the_setting_names_an_authority(authority: Authority) -> None:
    with answering(over_tls(authority)) as port:
        outcome = posted(f"https://127.0.0.1:{port}/", ca_file=str(authority.file))
    assert (outcome.status, outcome.answer) == (200, "ok")


def test_the_certificate_is_of_the_name_in_the_url(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not of the address that is connected to."""

    def resolve(_host: str, port: int, **_options: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    for name, is_good in (("localhost", True), ("other.example", False)):
        with answering(over_tls(authority)) as port:
            outcome = posted(f"https://{name}:{port}/", ca_file=str(authority.file))
        assert outcome.is_delivered is is_good, outcome


@pytest.mark.parametrize("answer", [b"", b"220 smtp.example ESMTP\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\0" * 70_000])
def test_what_is_no_answer_is_an_error(answer: bytes) -> None:
    with answering(saying(answer)) as port:
        outcome = posted(f"http://127.0.0.1:{port}/")
    assert (outcome.status, bool(outcome.error), outcome.is_delivered) == (None, True, False)


def test_no_more_of_an_answer_is_read_than_is_kept() -> None:
    with answering(saying(b"HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n" + b"x" * 100_000)) as port:
        outcome = posted(f"http://127.0.0.1:{port}/")
    assert (outcome.status, len(outcome.answer)) == (200, MOST_READ)


def test_who_says_yes_and_then_breaks_off_has_said_yes() -> None:
    with answering(saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")) as port:
        outcome = posted(f"http://127.0.0.1:{port}/")
    assert (outcome.status, outcome.is_delivered) == (200, True)


def test_a_handshake_that_trickles_is_cut_off() -> None:
    stop = threading.Event()

    def trickle(connected: socket.socket) -> None:
        while not stop.wait(0.05):
            connected.sendall(b"\x16")

    with answering(trickle) as port:
        outcome = posted(f"https://127.0.0.1:{port}/", timeout=1)
        stop.set()
    assert outcome.status is None


def test_old_tls_is_not_spoken(authority: Authority) -> None:
    def serve(connected: socket.socket) -> None:
        context = authority.server_context()
        with pytest.warns(DeprecationWarning):
            context.maximum_version = ssl.TLSVersion.TLSv1_1
            context.minimum_version = ssl.TLSVersion.TLSv1
        with context.wrap_socket(connected, server_side=True):
            raise AssertionError

    with answering(serve) as port:
        outcome = posted(f"https://127.0.0.1:{port}/", ca_file=str(authority.file))
    assert outcome.status is None and "SSL" in outcome.error
