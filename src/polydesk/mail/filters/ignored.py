"""Has a rule or a trusted header asked to drop it?"""

from polydesk.desk.mailroom.models import REJECTED
from polydesk.desk.mailroom.outcome import Ending
from polydesk.kernel.work import Work
from polydesk.mail.case import Case


def is_to_be_ignored(_work: Work, case: Case) -> Ending | None:
    if case.controls.get("x-otrs-ignore", "").strip().lower() not in ("yes", "true", "1"):
        return None
    case.note("ignore", "X-OTRS-Ignore", "dropped")
    return Ending(state=REJECTED, reason="ignored by a postmaster filter or a trusted header")
