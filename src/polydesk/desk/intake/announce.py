"""Tell people of a new ticket: its sender, the desk, and who it was assigned to."""

from polydesk.desk.intake.customers import Customer
from polydesk.desk.intake.draft import Draft
from polydesk.desk.notifications.alert import alert
from polydesk.desk.sending.auto_respond import auto_respond
from polydesk.desk.sending.canned import send_canned_response
from polydesk.desk.sending.registry import Mailing
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Work

FILTER_EVENT = "filter:"
"""With the name of a ticket filter behind it: the event of notifications that the filter's action `email` sends."""


def announce(
    work: Work, draft: Draft, ticket: Ticket, article_id: int, customer: Customer, *, agent_id: int | None
) -> None:
    submission = draft.submission
    if _wants_answer(work, draft, customer):
        _answer(work, draft, ticket, article_id, customer)
    if submission.alert and not submission.is_bounce:
        alert(work, ticket, "new_ticket", article_id=article_id)
    for filter_name in dict.fromkeys(draft.told_by):
        alert(work, ticket, f"{FILTER_EVENT}{filter_name}", article_id=article_id)
    if agent_id is not None:
        alert(work, ticket, "assigned", article_id=article_id, agent_id=agent_id)


def _wants_answer(work: Work, draft: Draft, customer: Customer) -> bool:
    submission, topic = draft.submission, draft.topic
    is_machine = submission.is_automatic or submission.is_bounce or work.config(Mailing).is_ours(customer.email)
    is_quiet = draft.route.no_auto_response or (topic is not None and topic.no_auto_response)
    return draft.autorespond and not is_machine and not is_quiet


def _answer(work: Work, draft: Draft, ticket: Ticket, article_id: int, customer: Customer) -> None:
    """A canned response takes the place of the auto-response."""
    if draft.template_id is not None:
        try:
            send_canned_response(work, ticket, draft.template_id, to_email=customer.email, to_name=customer.name)
            return
        except NotFound:
            pass  # the template went away after the filter was made
    auto_respond(work, ticket, "new", article_id=article_id, to_email=customer.email, to_name=customer.name)
