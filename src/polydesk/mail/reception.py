"""What the mail listener does with a message: takes it in, and says only whether it is stored."""

import asyncio
from collections.abc import Sequence

import structlog
from aiosmtpd.smtp import SMTP, Envelope, Session

from polydesk.desk.desk import Desk
from polydesk.mail.accept import take_mail

MOST_AT_ONCE = 4
MOST_RECIPIENTS = 100
STORED = "250 2.0.0 OK"
LATER = "451 4.3.0 Not stored, try again later"
_log = structlog.get_logger(__name__)


class Reception:
    """Answers for all connections. Which tickets, customers or rules there are shows in no answer."""

    def __init__(self, desk: Desk, recipients: Sequence[str], *, source: str, needs_tls: bool = False) -> None:
        """`recipients` are addresses and @domains; none means: all. With `needs_tls` no mail begins before STARTTLS."""
        self._desk, self._source, self._needs_tls = desk, source, needs_tls
        self._turns = asyncio.Semaphore(MOST_AT_ONCE)
        self._recipients = frozenset(one.lower() for one in recipients)

    async def handle_EHLO(  # noqa: N802  aiosmtpd's name
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Nobody signs in here, so that nothing is said of it; inside TLS aiosmtpd would."""
        session.host_name = hostname
        return [one for one in responses if not one.startswith("250-AUTH")]

    async def handle_MAIL(  # noqa: N802  here and not by aiosmtpd's own switch, which refuses LHLO as well
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._needs_tls and session.ssl is None:
            return "530 5.7.0 Must issue a STARTTLS command first"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        if not self._is_for_us(address):
            return "550 5.1.1 Not taken here"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        async with self._turns:
            answer = await asyncio.to_thread(self._take, session, envelope)
        # LMTP wants an answer for each recipient, SMTP one for all
        times = len(envelope.rcpt_tos) if self._source == "lmtp" else 1
        return "\r\n".join([answer] * times)

    async def handle_exception(self, error: Exception) -> str:
        _log.warning("mail_listener_failed", error=type(error).__name__)
        return "451 4.3.0 Cannot go on"

    def _take(self, session: Session, envelope: Envelope) -> str:
        try:
            take_mail(
                self._desk,
                envelope.content if isinstance(envelope.content, bytes) else b"",
                source=self._source,
                envelope_from="" if envelope.mail_from in (None, "<>") else envelope.mail_from,
                envelope_to=envelope.rcpt_tos,
                remote_address=session.peer[0] if isinstance(session.peer, tuple) else "",
            )
        except Exception:  # noqa: BLE001  the sender keeps what we cannot store
            _log.exception("mail_not_taken", source=self._source)
            return LATER
        return STORED

    def _is_for_us(self, address: str) -> bool:
        lower = address.lower()
        return not self._recipients or lower in self._recipients or f"@{lower.rpartition('@')[2]}" in self._recipients
