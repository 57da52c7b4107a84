"""A server that takes mail on loopback, remembers every message, and refuses what a test wants refused."""

import asyncio
import base64
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


class Received:
    """What was taken: envelope and message, in order."""

    def __init__(self, data_seconds: float = 0) -> None:
        self._data_seconds = data_seconds
        self._lock = threading.Lock()
        self.envelopes: list[Envelope] = []
        self.refusals: dict[str, str] = {}
        """What is answered to RCPT, by address."""
        self.sign_ins: list[tuple[str, Any]] = []
        self.tokens: list[str] = []
        """What was sent first with XOAUTH2."""

    async def handle_RCPT(  # noqa: N802  the name aiosmtpd calls
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  the name aiosmtpd calls
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        await asyncio.sleep(self._data_seconds / 2)
        with self._lock:
            self.envelopes.append(envelope)
        await asyncio.sleep(self._data_seconds / 2)  # it has it, and has not said so yet
        return "250 taken"

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        self.sign_ins.append((mechanism, data))
        return AuthResult(success=data.password == b"good", handled=False)  # the server is to say so

    async def auth_XOAUTH2(self, server: SMTP, arguments: list[str]) -> AuthResult:  # noqa: N802  as aiosmtpd wants it
        """As Microsoft and Google do it: a refusal is a challenge first, to be answered with an empty line."""
        self.tokens.append(base64.b64decode(arguments[1]).decode())
        if "Bearer good" in self.tokens[-1]:
            return AuthResult(success=True)
        await server.challenge_auth("eyJzdGF0dXMiOiI0MDEifQ==")
        return AuthResult(success=False, handled=False)

    @property
    def messages(self) -> list[EmailMessage]:
        found = (message_from_bytes(_bytes(one), policy=policy.default) for one in list(self.envelopes))
        return [one for one in found if isinstance(one, EmailMessage)]

    def counts(self) -> Counter[tuple[str, str]]:
        """How often each Message-ID came to each address."""
        messages = zip(self.messages, list(self.envelopes), strict=False)
        return Counter((str(message["Message-ID"]), to) for message, one in messages for to in one.rcpt_tos)

    def wait_for(self, count: int, *, seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        while len(self.envelopes) < count and time.monotonic() < deadline:
            time.sleep(0.02)


def _bytes(envelope: Envelope) -> bytes:
    assert isinstance(envelope.content, bytes)
    return envelope.content


class Server(Controller):
    def __init__(self, received: Received, port: int, **options: Any) -> None:
        super().__init__(received, hostname="127.0.0.1", port=port, **options)


@contextmanager
def smtp_server(data_seconds: float = 0, **options: Any) -> Iterator[tuple[Received, int]]:
    """Yields what it receives and its port. It takes so long for each mail."""
    received = Received(data_seconds)
    server = Server(received, free_port(), authenticator=received.authenticate, **options)
    server.start()
    try:
        yield received, server.port
    finally:
        server.stop(no_assert=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
