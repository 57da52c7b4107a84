"""The load: requests over kept connections from one thread, with as little work per request as possible."""

import re
import selectors
import socket
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from dataclasses import dataclass

SCRIPT = "/otobo/nph-genericinterface.pl/Webservice/Bench/"
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """What happened: seconds in all, and seconds of each request."""

    seconds: float
    latencies: list[float]


class Client:
    """One kept connection."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent_at = 0.0
        self._received = b""

    def close(self) -> None:
        self.socket.close()

    def send(self, request: bytes) -> None:
        self._received = b""
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> bytes | None:
        """The body of the answer once it is there in full, read from a socket that has something to read."""
        chunk = self.socket.recv(1 << 20)
        self._received += chunk
        head, blank, body = self._received.partition(b"\r\n\r\n")
        if not chunk:
            raise ConnectionError(f"connection closed: {head!r}")
        length = _LENGTH.search(head + b"\r\n")
        if not blank or length is None or len(body) < int(length[1]):
            return None
        if not head.startswith(b"HTTP/1.1 20"):
            raise RuntimeError(f"failed: {head!r} {body[:500]!r}")
        return body

    def ask(self, request: bytes) -> bytes:
        self.send(request)
        while (body := self.receive()) is None:
            pass
        return body


def http_request(operation: str, body: bytes) -> bytes:
    head = f"POST {SCRIPT}{operation} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def accepted(body: bytes) -> bytes:
    """The body, unless it says that the request was refused."""
    if body.startswith(b'{"Error"'):
        raise RuntimeError(f"refused: {body[:500]!r}")
    return body


def run_load(port: int, requests: Callable[[], bytes], *, connections: int, seconds: float) -> Run:
    """Keep that many requests on their way for so long."""
    with ExitStack() as stack:
        clients = [stack.enter_context(closing(Client(port))) for _ in range(connections)]
        return _alone(clients[0], requests, seconds) if connections == 1 else _together(clients, requests, seconds)


def _alone(client: Client, requests: Callable[[], bytes], seconds: float) -> Run:
    latencies: list[float] = []
    now = start = time.perf_counter()
    while not latencies or now < start + seconds:
        accepted(client.ask(requests()))
        now = time.perf_counter()
        latencies.append(now - client.sent_at)
    return Run(now - start, latencies)


def _together(clients: Iterable[Client], requests: Callable[[], bytes], seconds: float) -> Run:
    latencies: list[float] = []
    with selectors.DefaultSelector() as selector:
        start = time.perf_counter()
        for client in clients:
            selector.register(client.socket, selectors.EVENT_READ, client)
            client.send(requests())
        while selector.get_map():
            for key, _events in selector.select():
                client = key.data
                body = client.receive()
                if body is None:
                    continue
                accepted(body)
                latencies.append(time.perf_counter() - client.sent_at)
                if time.perf_counter() < start + seconds:
                    client.send(requests())
                else:
                    selector.unregister(client.socket)
    return Run(time.perf_counter() - start, latencies)
