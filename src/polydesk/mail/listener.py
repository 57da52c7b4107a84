"""Listens for mail by SMTP or LMTP, if the settings say so. Nothing is relayed: what is taken stays on this desk."""

import asyncio
import logging
import threading
from collections.abc import Sequence

import structlog

from polydesk.desk.desk import Desk
from polydesk.kernel.settings import Settings
from polydesk.mail.listener_door import Arrival, Door
from polydesk.mail.listener_speakers import SPEAKERS
from polydesk.mail.listener_tls import REQUIRED, ListenerTls
from polydesk.mail.reception import Reception

MOST_CONNECTIONS = 50
_LOOK_SECONDS, _RETRY_SECONDS = 0.2, 3.0
_IDLE_SECONDS = 300
_COMMANDS = 1000
_log = structlog.get_logger(__name__)


class Listener:
    """Settings count from the start. Of several processes one listens, and another takes over when it ends."""

    def __init__(self, desk: Desk) -> None:
        with desk.look() as look:
            self._settings = look.config(Settings)
        self._protocol: str = self._settings["Mail::Listen::Protocol"]
        self._tls = ListenerTls(self._settings)
        recipients: Sequence[str] = self._settings["Mail::Listen::Recipients"]
        needs_tls = self._tls.mode == REQUIRED
        self._reception = Reception(desk, recipients, source=self._protocol, needs_tls=needs_tls)

    def run(self, stop: threading.Event) -> None:
        if self._protocol in SPEAKERS:
            logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd's, with whatever clients say in it
            asyncio.run(self._serve(stop))

    async def _serve(self, stop: threading.Event) -> None:
        server = await self._listening(stop)
        while server and not stop.is_set():
            await asyncio.sleep(_LOOK_SECONDS)
            self._tls.refresh()
        if server:
            server.close()

    async def _listening(self, stop: threading.Event) -> asyncio.Server | None:
        host, port = self._settings["Mail::Listen::Host"], self._settings["Mail::Listen::Port"]
        door = Door(MOST_CONNECTIONS, self._speaker, self._tls.at_once)
        reason = ""
        while not stop.is_set():
            try:
                self._tls.load()
                return await asyncio.get_running_loop().create_server(lambda: Arrival(door), host, port)
            except (OSError, ValueError) as error:
                if not reason:
                    _log.warning("mail_listener_waits", host=host, port=port, reason=str(error))
                reason = str(error)
                await asyncio.sleep(_RETRY_SECONDS)
        return None

    def _speaker(self) -> asyncio.Protocol:
        return SPEAKERS[self._protocol](
            self._reception,
            data_size_limit=self._settings["PostMasterMaxEmailSize"] * 1024,
            enable_SMTPUTF8=True,
            hostname=self._settings["FQDN"],
            ident="Polydesk",
            timeout=_IDLE_SECONDS,
            command_call_limit=_COMMANDS,
            tls_context=self._tls.for_starttls(),
            auth_exclude_mechanism=("LOGIN", "PLAIN"),
            loop=asyncio.get_running_loop(),
        )
