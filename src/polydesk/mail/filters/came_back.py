"""Is it a mail of ours that came back to us?"""

from polydesk.desk.intake.system_log import log
from polydesk.desk.mailroom.find_ticket import exists
from polydesk.desk.mailroom.models import REJECTED
from polydesk.desk.mailroom.outcome import Ending
from polydesk.desk.sending.message_ids import read_message_id
from polydesk.kernel.work import Work
from polydesk.mail.case import Case


def came_back(work: Work, case: Case) -> Ending | None:
    """Nobody but us signs Message-IDs: a mail that has one as its own went out from here and is a loop."""
    own = read_message_id(work, case.mail.message_id)
    if own is None:
        return None
    case.note("loop", case.mail.message_id, "our own mail came back: nothing is added")
    text = f"Email loop detected: Message-ID {case.mail.message_id}"
    log(work, "Error", "Email loop detected", text, remote_address=case.message.remote_address)
    ticket_id = own.ticket_id if exists(work, own.ticket_id) else None
    return Ending(state=REJECTED, reason="loop: our own mail came back", ticket_id=ticket_id)
