"""A small process that gives mail to a server, one after the other.

It outlives the worker that started it: a worker killed in the middle of a mail leaves a courier that finishes it,
writes down what the server said, and only then ends, giving back the lock it was started with. So the next worker
always knows what was sent. Reads from its standard input, a line of JSON each: first the route, then mails, whose
bytes follow their line; answers each with a line.
"""

import json
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import IO, Any

from polydesk.mail.sending.journal import Journal
from polydesk.mail.sending.outcome import LATER, SENT, Outcome
from polydesk.mail.sending.sendmail import Sendmail
from polydesk.mail.sending.smtp import Smtp

LONGEST_SECONDS = 900
"""A mail that takes longer is not going to arrive."""
_LONGEST_LINE = 100_000


def main() -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # the end of the input is what ends it, after the mail at hand
    signal.signal(signal.SIGALRM, _too_long)
    incoming, answers = sys.stdin.buffer, sys.stdout.buffer
    route = _line(incoming)
    if route is None:
        return
    transport = Sendmail(route) if route["transport"] == "Sendmail" else Smtp(route)
    journal = Journal(Path(route["journal"]))
    while (mail := _line(incoming)) is not None:
        message = incoming.read(mail["size"])
        if len(message) < mail["size"]:
            break  # the worker is gone in the middle of it, so it goes nowhere
        outcome = _delivered(transport, mail, message)
        if outcome.what == SENT:
            journal.note(mail["id"], mail["message_id"])
        if not _answered(answers, outcome):
            break
    transport.close()


def _delivered(transport: Smtp | Sendmail, mail: dict[str, Any], message: bytes) -> Outcome:
    signal.alarm(LONGEST_SECONDS)
    try:
        return transport.send(mail["sender"], mail["recipient"], message)
    except Exception as error:  # noqa: BLE001  whatever it is, the mail is tried again and the error is shown
        transport.close()
        return Outcome(LATER, f"{type(error).__name__}: {error}")
    finally:
        signal.alarm(0)


def _line(incoming: IO[bytes]) -> dict[str, Any] | None:
    line = incoming.readline(_LONGEST_LINE)
    if not line.endswith(b"\n"):
        return None
    read: dict[str, Any] = json.loads(line)
    return read


def _answered(answers: IO[bytes], outcome: Outcome) -> bool:
    try:
        answers.write(json.dumps({"what": outcome.what, "error": outcome.error[:2000]}).encode() + b"\n")
        answers.flush()
    except OSError:  # nobody listens any more
        return False
    return True


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"took over {LONGEST_SECONDS} seconds")


if __name__ == "__main__":
    main()
