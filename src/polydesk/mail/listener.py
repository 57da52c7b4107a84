"""Listens for mail by SMTP or LMTP, if the settings say so. Nothing is relayed: what is taken stays on this desk."""

import asyncio
import logging
import threading
from collections.abc import Sequence
from typing import AnyStr

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP

from polydesk.desk.desk import Desk
from polydesk.kernel.settings import Settings
from polydesk.mail.reception import Reception

MOST_CONNECTIONS = 50
_LOOK_SECONDS, _RETRY_SECONDS = 0.2, 3.0
_LONGEST_LINE = 1_000_000
"""Real messages have lines longer than the 1,000 bytes of the standard, and would be refused for good."""
_REFUSALS = ("552 Error: Too much mail data", "500 Line too long")
_IDLE_SECONDS = 300
_COMMANDS = 1000
_log = structlog.get_logger(__name__)


class _Smtp(SMTP):
    line_length_limit = _LONGEST_LINE


class _Lmtp(LMTP):
    line_length_limit = _LONGEST_LINE

    async def push(self, status: AnyStr) -> None:
        """A message is refused once for each recipient: aiosmtpd itself says it once, as in SMTP."""
        refused = self.envelope if isinstance(status, str) and status.startswith(_REFUSALS) else None
        for _ in range(len(refused.rcpt_tos) if refused else 1):
            await super().push(status)


class _Busy(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.WriteTransport):
            transport.write(b"421 4.3.2 Too many connections\r\n")
        transport.close()


_SPEAKERS = {"smtp": _Smtp, "lmtp": _Lmtp}


class Listener:
    """Settings count from the start. Of several processes one listens, and another takes over when it ends."""

    def __init__(self, desk: Desk) -> None:
        with desk.look() as look:
            self._settings = look.config(Settings)
        self._protocol: str = self._settings["Mail::Listen::Protocol"]
        recipients: Sequence[str] = self._settings["Mail::Listen::Recipients"]
        self._reception = Reception(desk, recipients, source=self._protocol)
        self._connections: list[SMTP] = []

    def run(self, stop: threading.Event) -> None:
        if self._protocol in _SPEAKERS:
            logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd's, with whatever clients say in it
            asyncio.run(self._serve(stop))

    async def _serve(self, stop: threading.Event) -> None:
        server = await self._listening(stop)
        while server and not stop.is_set():
            await asyncio.sleep(_LOOK_SECONDS)
        if server:
            server.close()

    async def _listening(self, stop: threading.Event) -> asyncio.Server | None:
        host, port = self._settings["Mail::Listen::Host"], self._settings["Mail::Listen::Port"]
        reason = ""
        while not stop.is_set():
            try:
                return await asyncio.get_running_loop().create_server(self._connection, host, port)
            except OSError as error:
                if not reason:
                    _log.info("mail_listener_waits", host=host, port=port, reason=str(error))
                reason = str(error)
                await asyncio.sleep(_RETRY_SECONDS)
        return None

    def _connection(self) -> asyncio.Protocol:
        self._connections = [one for one in self._connections if one.transport is not None]
        if len(self._connections) >= MOST_CONNECTIONS:
            return _Busy()
        connection = _SPEAKERS[self._protocol](
            self._reception,
            data_size_limit=self._settings["PostMasterMaxEmailSize"] * 1024,
            enable_SMTPUTF8=True,
            hostname=self._settings["FQDN"],
            ident="Polydesk",
            timeout=_IDLE_SECONDS,
            command_call_limit=_COMMANDS,
            auth_exclude_mechanism=("LOGIN", "PLAIN"),
            loop=asyncio.get_running_loop(),
        )
        self._connections.append(connection)
        return connection
