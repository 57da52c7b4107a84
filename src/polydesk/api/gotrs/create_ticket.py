"""`POST /api/v1/tickets`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Response

from polydesk.api.gotrs import ticket_inputs
from polydesk.api.gotrs.answers import ok
from polydesk.api.gotrs.call import Call, needs
from polydesk.api.gotrs.choices import pending_time, priority_of, queue_of, state_of, type_of
from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.etags import with_etag
from polydesk.api.gotrs.forms import FormRoute
from polydesk.api.gotrs.limiting import CUSTOMER_TICKETS, spend
from polydesk.api.gotrs.schemas import Success, refusals
from polydesk.api.gotrs.ticket_schema import Ticket
from polydesk.api.gotrs.ticket_shape import ticket_shape
from polydesk.desk.people.addresses import mail_string
from polydesk.desk.people.customers import CustomerPerson, find_customer, find_customer_by_address
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue, Entry, QueueEntry
from polydesk.desk.sending.addressing import read_addresses
from polydesk.desk.sending.auto_respond import auto_respond, responds
from polydesk.desk.tickets import models
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.assign import assign_owner
from polydesk.desk.tickets.models import CHANNEL_EMAIL, SENDER_AGENT, SENDER_CUSTOMER
from polydesk.desk.tickets.open import LONGEST_TITLE, NewTicket, open_ticket
from polydesk.desk.tickets.set_pending_time import set_pending_time
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.clock import epoch
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

router = APIRouter(tags=["Tickets"], route_class=FormRoute)
_NO_ARTICLE = ticket_inputs.FirstArticle.model_validate({})
_CONTENT_TYPES = ("text/plain", "text/html")


@dataclass(frozen=True, slots=True)
class Plan:
    """A request that passed every check."""

    ticket: NewTicket
    until: datetime | None
    article: NewArticle | None
    receipt_to: str


@router.post(
    "/api/v1/tickets",
    status_code=201,
    response_model=Success[Ticket],
    responses=refusals(403, 503),
)
def create_ticket(call: Annotated[Call, needs("tickets:write")], sent: ticket_inputs.NewTicket) -> Response:
    """Open a ticket, with its first article if there is a text."""
    look = call.look()
    plan = _plan(look, sent)
    if isinstance(look.actor, CustomerActor):
        spend(call.request, CUSTOMER_TICKETS, look.actor.login.casefold(), settings=look.config(Settings))
    with call.work() as work:
        ticket = _open(work, plan)
        work.flush()
        shape = ticket_shape(work, ticket, article_count=int(plan.article is not None))
    return with_etag(ok(shape, status=201), ticket)


def _plan(look: Look, sent: ticket_inputs.NewTicket) -> Plan:
    queue = queue_of(look, sent.queue_id)
    if isinstance(look.actor, AgentActor):
        _check_may_create(look, look.actor, queue)
    customer, login = _customer(look, sent)
    state = state_of(look, sent.state_id)
    ticket = NewTicket(
        title=sent.title,
        longest_title=LONGEST_TITLE,
        queue_id=queue.id,
        type_id=(type_of(look, sent.type_id) if sent.type_id is not None else _default_type(look)).id,
        state_id=state.id,
        priority_id=priority_of(look, sent.priority_id).id,
        customer_id=_customer_id(look, sent, customer),
        customer_user=login,
        origin="gotrs api",
    )
    return Plan(ticket, pending_time(state, sent.pending_until), _article(look, sent, queue), _receipt_to(look, sent))


def _check_may_create(look: Look, agent: AgentActor, queue: QueueEntry) -> None:
    if queue.group_id not in look.config(Directory).groups_with(agent.id, "create"):
        raise Refused(403, "You do not have permission to access this queue", code="core:forbidden")


def _customer(look: Look, sent: ticket_inputs.NewTicket) -> tuple[CustomerPerson | None, str]:
    """Whose ticket it is going to be; somebody unknown is kept as they were named."""
    if isinstance(look.actor, CustomerActor):
        return find_customer(look, look.actor.login), look.actor.login
    named, email = (sent.customer_user_id or "").strip(), (sent.customer_email or "").strip()
    found = find_customer(look, named) or find_customer_by_address(look, named) if named else None
    if not named and email:
        found = find_customer_by_address(look, email)
    return found, found.login if found else named or email


def _customer_id(look: Look, sent: ticket_inputs.NewTicket, customer: CustomerPerson | None) -> str:
    known = customer.customer_id if customer else ""
    return known if isinstance(look.actor, CustomerActor) else sent.customer_id or known


def _receipt_to(look: Look, sent: ticket_inputs.NewTicket) -> str:
    """Customers are told at their own address only."""
    if isinstance(look.actor, CustomerActor):
        person = find_customer(look, look.actor.login)
        return person.email if person else ""
    return (sent.customer_email or "").strip()


def _default_type(look: Look) -> Entry:
    types = look.config(Catalogue).types
    return types.named(look.config(Settings)["Ticket::Type::Default"]) or next(one for one in types if one.valid)


def _article(look: Look, sent: ticket_inputs.NewTicket, queue: QueueEntry) -> NewArticle | None:
    given = sent.article or _NO_ARTICLE
    body = sent.body or given.body
    if not body.strip():
        return None
    kind = given.content_type.partition(";")[0].strip().lower()
    if kind not in _CONTENT_TYPES:
        raise Refused(400, "Invalid article.content_type")
    by_customer = isinstance(look.actor, CustomerActor)
    return NewArticle(
        subject=given.subject or sent.title,
        body=body,
        content_type=f"{kind}; charset=utf-8",
        sender_type_id=SENDER_CUSTOMER if by_customer else SENDER_AGENT,
        channel_id=CHANNEL_EMAIL,
        visible=by_customer or given.is_visible_for_customer,
        from_=_author(look),
        to=queue.name,
        history_type="WebRequestCustomer" if by_customer else "AddNote",
    )


def _author(look: Look) -> str:
    if isinstance(look.actor, AgentActor):
        agent = look.config(Directory).agents[look.actor.id]
        return mail_string(agent.first_name, agent.last_name, agent.email)
    person = find_customer(look, look.actor.login) if isinstance(look.actor, CustomerActor) else None
    return person.mail_string if person else ""


def _open(work: Work, plan: Plan) -> models.Ticket:
    ticket = open_ticket(work, plan.ticket)
    if plan.until:
        set_pending_time(work, ticket.id, epoch(plan.until))
    article_id = add_article(work, ticket.id, plan.article) if plan.article else None
    if isinstance(work.actor, AgentActor):
        assign_owner(work, ticket.id, work.actor.id)
    if article_id and plan.receipt_to:
        _send_receipt(work, ticket, article_id, plan.receipt_to)
    return ticket


def _send_receipt(work: Work, ticket: models.Ticket, article_id: int, to: str) -> None:
    for one in read_addresses(to)[:1] if responds(work, ticket, "new") else ():
        auto_respond(work, ticket, "new", article_id=article_id, to_email=one.email, to_name=one.name)
