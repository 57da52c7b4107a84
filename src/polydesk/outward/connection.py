"""One HTTP exchange with an address that was judged before, within a time that nothing the other side does prolongs.

Redirects are not followed, proxies of the environment are not used, and no more of an answer is read than is kept.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path

from polydesk.outward.targets import Target

MOST_READ = 10_000


class OutOfTime(OSError):
    """The exchange took longer than it may."""


def exchange(
    target: Target,
    addresses: list[str],
    headers: Mapping[str, str],
    body: bytes | None,
    *,
    timeout: int,
    ca_file: str,
    most_read: int = MOST_READ,
) -> tuple[int, bytes]:
    """Status and beginning of the answer; without a body it is a GET. Raises OSError or HTTPException."""
    connected = _connected(addresses, target.port, timeout)
    with connected, _cut_off_after(timeout, connected) as is_over:
        try:
            return _asked(_with_tls(connected, target, ca_file), target, headers, body, most_read)
        except (OSError, HTTPException, ValueError):
            if is_over():
                raise OutOfTime(f"no answer within {timeout} seconds") from None
            raise


def _asked(
    connected: socket.socket, target: Target, headers: Mapping[str, str], body: bytes | None, most_read: int
) -> tuple[int, bytes]:
    connection = HTTPConnection(target.host, target.port)
    connection.sock = connected
    connection.auto_open = 0  # whatever happens, it is this connection or none
    try:
        connection.request("GET" if body is None else "POST", target.path, body, {"Host": target.authority, **headers})
        response = connection.getresponse()
        return response.status, _beginning(response, most_read)
    finally:
        connection.close()


def _beginning(response: HTTPResponse, most: int) -> bytes:
    """The status is what counts: who has said it and breaks off has answered."""
    try:
        return response.read(most)
    except (OSError, HTTPException):
        return b""


def _connected(addresses: list[str], port: int, timeout: int) -> socket.socket:
    """To the first address that answers."""
    for number, address in enumerate(addresses, 1):
        connecting = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
        connecting.settimeout(timeout)
        try:
            connecting.connect((address, port))
        except OSError:
            connecting.close()
            if number == len(addresses):
                raise
        else:
            return connecting
    raise OSError("there is no address")


def _with_tls(connected: socket.socket, target: Target, ca_file: str) -> socket.socket:
    if not target.is_tls:
        return connected
    context = ssl.create_default_context()
    if ca_file and Path(ca_file).is_file():
        context.load_verify_locations(cafile=ca_file)
    return context.wrap_socket(connected, server_hostname=target.host)


@contextmanager
def _cut_off_after(seconds: int, connected: socket.socket) -> Iterator[Callable[[], bool]]:
    """A socket's own timeout begins anew with each byte, so that one a second would go on for hours."""
    over, end = threading.Event(), connected.dup()  # TLS takes the socket over, this stays ours

    def cut() -> None:
        over.set()
        with suppress(OSError):  # the other side may be gone already
            end.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield over.is_set
    finally:
        timer.cancel()
        end.close()
