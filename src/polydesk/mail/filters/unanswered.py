"""Has a rule or a trusted header asked that nothing be sent back?"""

from polydesk.kernel.work import Work
from polydesk.mail.case import Case

_NO = ("no", "false", "0")


def note_unanswered(_work: Work, case: Case) -> None:
    """Any value of X-OTRS-Loop asks for it, but one that says no. A mail that came with it is automatic anyway."""
    asked = case.controls.get("x-otrs-loop", "").strip().lower()
    if asked and asked not in _NO:
        case.is_unanswered = True
        case.note("loop", f"X-OTRS-Loop: {asked}", "nothing is sent back")
