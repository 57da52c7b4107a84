"""polydesk pipe"""

import io
import sys
import syslog
from collections.abc import Sequence
from contextlib import redirect_stderr
from pathlib import Path
from typing import Annotated, BinaryIO

import structlog
import typer

from polydesk.cli.options import DEFAULT_DATA, Data, Database
from polydesk.desk.intake.submission import Denied
from polydesk.mail.accept import Outcome, take_mail
from polydesk.mail.parse import LIMITS
from polydesk.wiring import open_desk

DELIVERED, MALFORMED, TRY_AGAIN, NOT_ALLOWED = 0, 65, 75, 77
"""What mail servers understand (sysexits.h), in osTicket's assignment."""
MOST_BYTES = 2 * LIMITS.max_bytes
"""Longer input is no mail to keep, not even for somebody to look at."""


def pipe(
    sender: Annotated[str | None, typer.Option(help="The envelope's sender; '' for a bounce.")] = None,
    recipient: Annotated[list[str] | None, typer.Option(help="The envelope's recipient; may be repeated.")] = None,
    trusted: Annotated[bool, typer.Option("--trusted", help="Obey X-OTRS headers in the mail.")] = False,
    data: Data = DEFAULT_DATA,
    database: Database = None,
) -> None:
    """Take in one mail from standard input, as a mail server's pipe transport hands it over.

    It prints nothing, as mail servers send that on to strangers. Exit status: 0 taken in (or seen before, or kept to
    be looked at), 65 far too large, 77 turned away, 75 anything else.
    """
    with redirect_stderr(io.StringIO()) as said:
        status = _take(data, database, sender, recipient or (), trusted)
    for line in said.getvalue().splitlines():
        syslog.syslog(syslog.LOG_MAIL | syslog.LOG_ERR, f"polydesk pipe: {line}")
    raise typer.Exit(status)


def _take(data: Path, database: str | None, sender: str | None, recipients: Sequence[str], trusted: bool) -> int:
    try:
        raw = _read(sys.stdin.buffer)
        if raw is None:
            return MALFORMED
        desk = open_desk(data, database)
        to = tuple(recipients)
        outcome = take_mail(desk, raw, source="pipe", trusted=trusted, envelope_from=sender, envelope_to=to)
        return exit_status(outcome)
    except Exception:  # noqa: BLE001  the mail server keeps it and tries again
        structlog.get_logger(__name__).exception("pipe_failed")
        return TRY_AGAIN


def exit_status(outcome: Outcome) -> int:
    """A message that was stored and needs no second delivery is delivered, whatever became of it."""
    if outcome.refusal is None:
        return DELIVERED
    return NOT_ALLOWED if isinstance(outcome.refusal, Denied) else TRY_AGAIN


def _read(stream: BinaryIO) -> bytes | None:
    raw = stream.read(MOST_BYTES + 1)
    return raw if len(raw) <= MOST_BYTES else None
