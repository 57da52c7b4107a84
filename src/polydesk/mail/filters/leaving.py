"""Does it ask for no more mail about a ticket?"""

from polydesk.desk.mailroom.find_ticket import exists
from polydesk.desk.mailroom.models import ACCEPTED
from polydesk.desk.mailroom.outcome import Ending
from polydesk.desk.sending.leave_tokens import read_leaving
from polydesk.desk.sending.message_ids import TO_AGENT
from polydesk.desk.tickets.collaborate import stop_collaborating
from polydesk.desk.tickets.watch import unwatch_ticket
from polydesk.kernel.work import Work
from polydesk.mail.case import Case


def leave(work: Work, case: Case) -> Ending | None:
    """What List-Unsubscribe in our notifications leads to. Whoever has the token got it from us; nobody is answered."""
    who = read_leaving(work, case.mail.subject)
    if who is None:
        return None
    if not exists(work, who.ticket_id):
        case.note("leaving", f"ticket {who.ticket_id}", "there is no such ticket any more")
        return Ending(state=ACCEPTED, reason="asked to leave a ticket that is gone")
    if who.kind == TO_AGENT:
        unwatch_ticket(work, who.ticket_id, who.person_id)
    else:
        stop_collaborating(work, who.ticket_id, who.person_id)
    case.note("leaving", f"ticket {who.ticket_id}", "gets no more mail about it")
    return Ending(state=ACCEPTED, reason="left the ticket", ticket_id=who.ticket_id)
