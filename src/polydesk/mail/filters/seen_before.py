"""Has it been taken in before, by this way or another?"""

from polydesk.desk.mailroom.find_ticket import wrote
from polydesk.desk.mailroom.models import ACCEPTED
from polydesk.desk.mailroom.outcome import Ending
from polydesk.desk.tickets.collaborate import refer
from polydesk.desk.tickets.remember_message_id import find_known_ids, hold_message_id
from polydesk.kernel.work import Work
from polydesk.mail.case import Case
from polydesk.mail.filters.recipients import our_queues


def seen_before(work: Work, case: Case) -> Ending | None:
    """A second copy changes nothing, but the further addresses of ours it went to are told.

    A Message-ID is not a secret: with somebody else's as its own, a mail is no copy but a mail to be read.
    """
    hold_message_id(work, case.mail.message_id)
    known = find_known_ids(work, [case.mail.message_id]).get(case.mail.message_id)
    if known is None:
        return None
    if not case.as_original and (known.article_id is None or not wrote(work, known.article_id, case.sender)):
        case.note("copy", case.mail.message_id, "known, but from another sender: read as a mail of its own")
        return None
    refer(work, known.ticket_id, our_queues(work, case))
    case.note("copy", case.mail.message_id, f"taken in before: ticket {known.ticket_id}")
    return Ending(state=ACCEPTED, reason="a copy", ticket_id=known.ticket_id, article_id=known.article_id)
