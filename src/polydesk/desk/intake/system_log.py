"""The system log: what an administrator should know of what came in."""

from typing import Any, Literal

from polydesk.desk.intake.models import SystemLog
from polydesk.desk.intake.submission import Refused
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Work

Level = Literal["Error", "Warning", "Debug"]
LONGEST_TEXT = 10_000
_TABLE: Any = SystemLog.__table__


def log(work: Work, level: Level, title: str, text: str, *, remote_address: str = "") -> None:
    work.write(
        _TABLE,
        level=level,
        title=storable(title, 200),
        text=storable(text, LONGEST_TEXT),
        remote_address=storable(remote_address, 64),
        create_time=work.now,
    )


def log_refusal(work: Work, refused: Refused) -> None:
    """What a refused submission wants known; in a work of its own, since the one that refused leaves nothing."""
    for title, text in refused.log_lines:
        log(work, "Warning", title, text)
