"""SMTP and LMTP as aiosmtpd speaks them, with what it lacks."""

from typing import AnyStr

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP

_LONGEST_LINE = 1_000_000
"""Real messages have lines longer than the 1,000 bytes of the standard, and would be refused for good."""
_REFUSALS = ("552 Error: Too much mail data", "500 Line too long")


class _Smtp(SMTP):
    line_length_limit = _LONGEST_LINE


class _Lmtp(LMTP):
    line_length_limit = _LONGEST_LINE

    async def push(self, status: AnyStr) -> None:
        """A message is refused once for each recipient: aiosmtpd itself says it once, as in SMTP."""
        refused = self.envelope if isinstance(status, str) and status.startswith(_REFUSALS) else None
        for _ in range(len(refused.rcpt_tos) if refused else 1):
            await super().push(status)


SPEAKERS: dict[str, type[SMTP]] = {"smtp": _Smtp, "lmtp": _Lmtp}
