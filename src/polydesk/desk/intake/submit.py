"""Turn what somebody outside asks for into a ticket."""

from polydesk.desk.intake.announce import announce
from polydesk.desk.intake.customers import Customer, find_or_make_customer_user
from polydesk.desk.intake.draft import Draft
from polydesk.desk.intake.events import FilterApplied, PriorityUnknown
from polydesk.desk.intake.first_article import add_file_errors, add_first_article
from polydesk.desk.intake.judge import judge
from polydesk.desk.intake.keep_answers import keep_ticket_answers, make_newcomer
from polydesk.desk.intake.number_pattern import patterned_number
from polydesk.desk.intake.reachable import is_reachable
from polydesk.desk.intake.routing import Route, route
from polydesk.desk.intake.submission import Submission, Submitted
from polydesk.desk.people.companies import members_to_join
from polydesk.desk.sending.registry import Mailing
from polydesk.desk.tickets.archive import set_archived
from polydesk.desk.tickets.assign import assign_owner
from polydesk.desk.tickets.assign_team import assign_team
from polydesk.desk.tickets.collaborate import add_collaborators, refer
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.open import NewTicket, open_ticket
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Work

MOST_COLLABORATORS = 50
"""People beside the sender who take part in a ticket from its start; a mail may name thousands."""
_ORIGINS = {"API": "osticket", "Email": "mail", "Web": "web"}


def submit(work: Work, submission: Submission) -> Submitted:
    """Raises Denied for what a ban or a filter turns away, Refused with all errors for what is not complete.

    What a refusal wants in the system log is written by `log_refusal`, in a work of its own.
    """
    draft = judge(work, submission)
    customer = draft.customer or make_newcomer(work, draft)
    others = _others(work, draft, customer)
    way = route(work, draft, customer.customer_id)
    ticket = _open(work, draft, way, customer)
    keep_ticket_answers(work, ticket.id, draft.answers)
    add_file_errors(work, ticket, draft)
    article_id = add_first_article(work, ticket, draft, customer)
    _assign(work, ticket, way)
    if others:
        add_collaborators(work, ticket.id, others)
    if submission.referred_queue_ids:
        refer(work, ticket.id, submission.referred_queue_ids)
    announce(work, draft, ticket, article_id, customer, agent_id=way.agent_id)
    return Submitted(ticket.id, ticket.number, article_id)


def _open(work: Work, draft: Draft, way: Route, customer: Customer) -> Ticket:
    submission = draft.submission
    address = draft.intake.addresses.get(submission.system_address_id)
    new = NewTicket(
        title=draft.subject,
        queue_id=way.queue_id,
        type_id=way.type_id,
        state_id=way.state_id,
        priority_id=way.priority_id,
        sla_id=way.sla_id,
        customer_id=customer.customer_id,
        customer_user=customer.login,
        origin=_ORIGINS[submission.channel],
        number=patterned_number(work, draft.topic),
        help_topic_id=draft.topic.id if draft.topic else None,
        status_id=way.status.id if way.status else None,
        system_address_id=address.id if address else None,
        source=submission.source,
        remote_address=storable(submission.remote_address)[:64],
    )
    ticket = open_ticket(work, new)
    for filter_name, what in draft.edits:
        work.record(FilterApplied(ticket, filter_name, what))
    if way.unknown_priority:
        work.record(PriorityUnknown(ticket, way.unknown_priority))
    return ticket


def _assign(work: Work, ticket: Ticket, way: Route) -> None:
    if way.agent_id is not None:
        assign_owner(work, ticket.id, way.agent_id)
    if way.team is not None:
        assign_team(work, ticket.id, way.team)
    if way.status and way.status.archived:
        set_archived(work, ticket.id, archived=True)


def _others(work: Work, draft: Draft, customer: Customer) -> list[int]:
    """The ids of those who take part from the start, beside the customer: people a mail went to, and of the company."""
    found = [*_addressed(work, draft), *members_to_join(work, customer.customer_id)]
    return [one for one in dict.fromkeys(found) if one != customer.id]


def _addressed(work: Work, draft: Draft) -> list[int]:
    """Unknown ones become customer users."""
    people = {one.email.strip().lower(): one for one in draft.submission.collaborators}
    people.pop(draft.email.strip().lower(), None)
    theirs = [one for one in people.values() if is_reachable(one.email) and not work.config(Mailing).is_ours(one.email)]
    return [find_or_make_customer_user(work, one.email, one.name).id for one in theirs[:MOST_COLLABORATORS]]
