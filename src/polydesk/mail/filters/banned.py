"""Is its sender banned?"""

from polydesk.desk.intake.may_write import check_ban as refuse_banned
from polydesk.desk.intake.registry import Intake
from polydesk.desk.intake.submission import Denied
from polydesk.kernel.work import Work
from polydesk.mail.case import Case


def check_ban(work: Work, case: Case) -> None:
    """Raises Denied. New tickets are asked the same by the intake."""
    if case.thread is None:
        return
    try:
        refuse_banned(work.config(Intake), case.sender)
    except Denied:
        case.note("ban", case.sender, "banned")
        raise
