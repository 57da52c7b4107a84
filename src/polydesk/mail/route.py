"""The questions every message is asked, in this order, and what becomes of it then."""

from collections.abc import Callable, Sequence

from polydesk.desk.mailroom.apply_controls import apply_controls
from polydesk.desk.mailroom.models import ACCEPTED
from polydesk.desk.mailroom.outcome import Ending
from polydesk.kernel.work import Work
from polydesk.mail.answer import add_answer
from polydesk.mail.case import Case
from polydesk.mail.filters.automatic import note_automatic
from polydesk.mail.filters.banned import check_ban
from polydesk.mail.filters.came_back import came_back
from polydesk.mail.filters.control_headers import read_control_headers
from polydesk.mail.filters.follow_up import check_follow_up
from polydesk.mail.filters.ignored import is_to_be_ignored
from polydesk.mail.filters.leaving import leave
from polydesk.mail.filters.postmaster_rules import apply_rules
from polydesk.mail.filters.seen_before import seen_before
from polydesk.mail.filters.spam import note_spam
from polydesk.mail.filters.threads import find_thread
from polydesk.mail.filters.unanswered import note_unanswered
from polydesk.mail.new_ticket import open_new

Question = Callable[[Work, Case], Ending | None]
QUESTIONS: Sequence[Question] = (
    came_back,
    seen_before,
    leave,
    note_automatic,
    note_spam,
    read_control_headers,
    apply_rules,
    is_to_be_ignored,
    note_unanswered,
    find_thread,
    check_ban,
    check_follow_up,
)
"""Each notes what it finds in the case; one that returns an ending is the last one asked."""


def route(work: Work, case: Case) -> Ending:
    for question in QUESTIONS:
        ending = question(work, case)
        if ending:
            return ending
    return _answered(work, case) or _opened(work, case)


def _answered(work: Work, case: Case) -> Ending | None:
    thread = case.thread
    if thread is None:
        return None
    article_id = add_answer(work, case, thread)
    _obey(work, case, thread.ticket_id, article_id, follow_up=True)
    case.note("end", thread.role, f"article {article_id} of ticket {thread.ticket_id}")
    return Ending(state=ACCEPTED, ticket_id=thread.ticket_id, article_id=article_id)


def _opened(work: Work, case: Case) -> Ending:
    new = open_new(work, case)
    _obey(work, case, new.ticket_id, new.article_id, follow_up=False)
    case.note("end", "no conversation", f"ticket {new.ticket_id} with article {new.article_id}")
    return Ending(state=ACCEPTED, ticket_id=new.ticket_id, article_id=new.article_id)


def _obey(work: Work, case: Case, ticket_id: int, article_id: int, *, follow_up: bool) -> None:
    unknown = apply_controls(work, ticket_id, article_id, case.controls, follow_up=follow_up)
    if unknown:
        case.note("control headers", ", ".join(unknown), "not obeyed: no such thing")
