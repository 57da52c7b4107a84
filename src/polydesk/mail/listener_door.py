"""What a connection meets first: a limit on how many there are at once, and the handshake where TLS comes first.

Handshakes count as well: somebody who connects and says nothing holds a place, and loses it after a while.
"""

import asyncio
import ssl
from asyncio.sslproto import SSLProtocol  # as aiosmtpd does for STARTTLS; create_server shakes hands before any limit
from collections.abc import Callable

HANDSHAKE_SECONDS = 30
_TOO_MANY = b"421 4.3.2 Too many connections\r\n"


class Door:
    def __init__(
        self, most: int, speaker: Callable[[], asyncio.Protocol], context: Callable[[], ssl.SSLContext | None]
    ) -> None:
        """Where there is a `context` TLS comes first."""
        self._most, self._speaker, self._context = most, speaker, context
        self._inside: list[asyncio.Transport] = []

    def let_in(self, transport: asyncio.Transport) -> None:
        self._inside = [one for one in self._inside if not one.is_closing()]
        context = self._context()
        if len(self._inside) >= self._most:
            if not context:
                transport.write(_TOO_MANY)
            transport.close()
            return
        self._inside.append(transport)
        protocol = _behind_tls(self._speaker(), context) if context else self._speaker()
        transport.set_protocol(protocol)
        protocol.connection_made(transport)


def _behind_tls(speaker: asyncio.Protocol, context: ssl.SSLContext) -> SSLProtocol:
    return SSLProtocol(
        asyncio.get_running_loop(),
        speaker,
        context,
        None,  # type: ignore[arg-type]  # nobody waits for the handshake; create_server gives the same
        server_side=True,
        ssl_handshake_timeout=HANDSHAKE_SECONDS,
    )


class Arrival(asyncio.Protocol):
    def __init__(self, door: Door) -> None:
        self._door = door

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self._door.let_in(transport)
