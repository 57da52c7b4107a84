"""Did a machine send it, or does it tell of mail that could not be delivered?"""

from polydesk.kernel.work import Work
from polydesk.mail.case import Case

_LOOP_HEADERS = ("x-otrs-loop", "x-otobo-loop", "x-loop")


def note_automatic(_work: Work, case: Case) -> None:
    """Nothing is sent back to a machine (RFC 3834), to an empty envelope sender, or to who asks for silence."""
    mail = case.mail
    reasons = [name for name in _LOOP_HEADERS if name in mail.headers and not case.as_original]
    if mail.is_automatic:
        reasons.append("its headers")
    if case.message.envelope_from in ("", "<>") and not case.as_original:
        reasons.append("the empty envelope sender")
    case.is_automatic, case.is_bounce = bool(reasons), mail.is_bounce
    if case.is_automatic:
        case.note("automatic", ", ".join(reasons), "a machine sent it: nothing is sent back")
    if case.is_bounce:
        case.note("bounce", mail.original_message_id, "it tells of a mail not delivered: nobody is told")
