"""May its conversation still be gone on with?"""

from polydesk.desk.mailroom.follow_up import may_go_on
from polydesk.desk.mailroom.thread import Role
from polydesk.desk.tickets.follow_up import FollowUp
from polydesk.kernel.work import Work
from polydesk.mail.case import Case


def check_follow_up(work: Work, case: Case) -> None:
    """The queue's follow-up option decides, for people; what machines say stays with its ticket and opens nothing."""
    thread = case.thread
    if thread is None or thread.role in (Role.AGENT, Role.BOUNCE) or case.is_automatic or case.is_bounce:
        return
    follow_up = may_go_on(work, thread.ticket_id)
    if follow_up is FollowUp.NEW_TICKET:
        case.thread, case.continued_ticket_id = None, thread.ticket_id
        case.note("follow-up", f"ticket {thread.ticket_id} is closed", "a new ticket")
    elif follow_up is FollowUp.REJECT:
        case.is_rejected_follow_up = True
        case.note("follow-up", f"ticket {thread.ticket_id} is closed", "kept there, which stays closed; sender is told")
