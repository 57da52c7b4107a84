"""Is its sender banned?"""

from polydesk.desk.intake.registry import Intake
from polydesk.desk.mailroom.models import REJECTED
from polydesk.desk.mailroom.outcome import Ending
from polydesk.kernel.work import Work
from polydesk.mail.case import Case


def is_banned(work: Work, case: Case) -> Ending | None:
    """Asked of answers; new tickets are asked the same by the intake, in the words of its API."""
    if case.thread is None or case.sender.casefold() not in work.config(Intake).banned:
        return None
    case.note("ban", case.sender, "banned")
    return Ending(state=REJECTED, reason="the sender is banned")
