"""Is its sender banned?"""

from polydesk.desk.intake.refusals import denied
from polydesk.desk.intake.registry import Intake
from polydesk.kernel.work import Work
from polydesk.mail.case import Case


def check_ban(work: Work, case: Case) -> None:
    """Raises Denied. New tickets are asked the same by the intake."""
    if case.thread and case.sender.casefold() in work.config(Intake).banned:
        case.note("ban", case.sender, "banned")
        raise denied(case.sender, f"Banned email - {case.sender}")
