"""Ticket::TicketCreate: specification of the Generic Interface, section 3.3."""

from dataclasses import dataclass
from typing import Any

from polydesk.api.generic_interface.auth import authenticate, require_credentials
from polydesk.api.generic_interface.auto_response import respond_on_create
from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.changing import check_and_change
from polydesk.api.generic_interface.checks.article import ON_CREATE, ArticleChecks, ArticlePart
from polydesk.api.generic_interface.checks.attachments import check_attachments
from polydesk.api.generic_interface.checks.fields import FieldValue, check_fields, item_list
from polydesk.api.generic_interface.checks.ticket import TicketChecks, TicketPart, properties
from polydesk.api.generic_interface.errors import Fault
from polydesk.api.generic_interface.making import article_from, set_checked_fields
from polydesk.api.generic_interface.perl import given
from polydesk.api.generic_interface.reading import changed_ticket
from polydesk.api.generic_interface.sending import send_on_create
from polydesk.desk.people.customers import find_customer_by_address
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue, Entry, QueueEntry
from polydesk.desk.tickets.account_time import account_time
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.assign import assign_owner, assign_responsible
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.models import SENDER_CUSTOMER, Ticket
from polydesk.desk.tickets.open import NewTicket, open_ticket
from polydesk.desk.tickets.set_lock import set_lock, unlock
from polydesk.desk.tickets.set_pending_time import set_pending_time
from polydesk.kernel.actors import AgentActor, acting_agent_id
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

COULD_NOT = "Ticket could not be created, please contact the system administrator"


@dataclass(frozen=True, slots=True)
class Plan:
    """A request that passed every check."""

    ticket: TicketPart
    article: ArticlePart
    fields: list[FieldValue]
    files: list[NewFile]


def ticket_create(call: Call) -> dict[str, Any]:
    require_credentials(call)
    actor = authenticate(call)
    if actor is None:
        call.refuse("AuthFail", "User could not be authenticated!")
    parts = {key: _object(call, key) for key in ("Ticket", "Article")}
    items = {key: item_list(call, key) for key in ("DynamicField", "Attachment")}

    def check(work: Work) -> Plan:
        ticket = TicketChecks(call, work, parts["Ticket"], required=True).run(service_customer="")
        _may_create(call, work, ticket)
        return Plan(
            ticket,
            ArticleChecks(call, work, parts["Article"], ON_CREATE).run(),
            check_fields(call, work, items["DynamicField"], blanks="  "),
            check_attachments(call, items["Attachment"], blanks="  "),
        )

    return check_and_change(call, actor, check, lambda work, plan: _make(call, work, plan))


def _object(call: Call, key: str) -> dict[str, Any]:
    part = call.object.get(key)
    if not isinstance(part, dict) or not part:
        call.refuse("MissingParameter", f"{key} parameter is missing or not valid!")
    return part


def _may_create(call: Call, look: Look, ticket: TicketPart) -> None:
    """Agents need `create` on the queue: on the one of the name, as in the original, and on the one of the ID."""
    if not isinstance(look.actor, AgentActor):
        return
    allowed = look.config(Directory).groups_with(look.actor.id, "create")
    for queue in (ticket.queue, _named_queue(look, ticket)):
        if queue and queue.group_id not in allowed:
            call.refuse("AccessDenied", "Can not create tickets in given Queue or QueueID!")


def _named_queue(look: Look, ticket: TicketPart) -> QueueEntry | None:
    return properties(look).queue.by_name(ticket.word("Queue"))


def _make(call: Call, work: Work, plan: Plan) -> dict[str, Any]:
    part = plan.ticket
    ticket = _open(call, work, part)
    if part.lock:
        set_lock(work, ticket.id, part.lock.id)
    _settle_state(work, ticket, part)
    set_checked_fields(work, ticket.id, plan.fields, "Ticket")
    new = _first_article(work, ticket, plan)
    article_id = add_article(work, ticket.id, new)
    respond_on_create(work, ticket, plan.article, article_id, sender=new.from_)
    _assign(work, ticket, part)
    account_time(work, ticket.id, plan.article.time_units, article_id=article_id)
    # The original sets the ticket's fields once more with those of the article; a Date is then another value again.
    set_checked_fields(work, ticket.id, plan.fields, "Ticket")
    set_checked_fields(work, ticket.id, plan.fields, "Article", article_id=article_id)
    if plan.files:
        attach_files(work, ticket.id, article_id, plan.files)
    send_on_create(work, ticket, plan.article, article_id)
    return _answer(call, work, ticket, plan, article_id)


def _open(call: Call, work: Work, part: TicketPart) -> Ticket:
    assert part.queue and part.state and part.priority  # TicketCreate requires them
    named = part.word("Queue")
    if not given(part.sent.get("QueueID")) and named != part.queue.name:
        raise Fault(COULD_NOT)  # the original finds the queue in another case, and then does not
    customer = part.customer or find_customer_by_address(work, part.word("CustomerUser"))
    return open_ticket(
        work,
        NewTicket(
            title=part.word("Title"),
            queue_id=part.queue.id,
            type_id=(part.type or _default_type(work)).id,
            state_id=part.state.id,
            priority_id=part.priority.id,
            service_id=part.service.id if part.service else None,
            sla_id=part.sla.id if part.sla else None,
            customer_id=part.word("CustomerID") or (customer.customer_id if customer else ""),
            customer_user=customer.login if customer else part.word("CustomerUser"),
            origin="generic interface",
        ),
    )


def _default_type(look: Look) -> Entry:
    types = look.config(Catalogue).types
    return types.named(look.config(Settings)["Ticket::Type::Default"]) or next(one for one in types if one.valid)


def _settle_state(work: Work, ticket: Ticket, part: TicketPart) -> None:
    assert part.state
    if part.state.type == "closed":
        unlock(work, ticket)
    elif part.state.type.startswith("pending") and part.pending and part.pending.until is not None:
        set_pending_time(work, ticket.id, part.pending.until)


def _first_article(work: Work, ticket: Ticket, plan: Plan) -> NewArticle:
    customer = plan.ticket.customer or find_customer_by_address(work, plan.ticket.word("CustomerUser"))
    sender = customer.mail_string if customer else plan.ticket.word("CustomerUser")
    queue = plan.ticket.word("Queue") or work.config(Catalogue).queues[ticket.queue_id].name
    return article_from(plan.article, sender=sender, to=queue)


def _assign(work: Work, ticket: Ticket, part: TicketPart) -> None:
    """An owner who was asked for locks the ticket, unless a lock was asked for; the caller as owner does not."""
    assign_owner(work, ticket.id, part.owner.id if part.owner else acting_agent_id(work.actor))
    if part.owner and not part.lock:
        locked = work.config(Catalogue).locks.named("lock")
        assert locked
        set_lock(work, ticket.id, locked.id)
    if part.responsible:
        assign_responsible(work, ticket.id, part.responsible.id)


def _answer(call: Call, work: Work, ticket: Ticket, plan: Plan, article_id: int) -> dict[str, Any]:
    by_customer = plan.article.sender_type_id == SENDER_CUSTOMER
    answer: dict[str, Any] = {
        "TicketID": str(ticket.id),
        "TicketNumber": ticket.number,
        "ArticleID": str(article_id) if by_customer else article_id,
    }
    if call.operation.include_ticket_data:
        answer["Ticket"] = changed_ticket(work, ticket.id, article_id)
    return answer
