"""Open the ticket an agent has filled in the form for, and send what they wrote to the customer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from polydesk.desk.fields.validate import Value
from polydesk.desk.forms.agent_form import EMAIL
from polydesk.desk.forms.dynamic import fields_by_values
from polydesk.desk.forms.field import FormField
from polydesk.desk.forms.open_requested import chosen, default_type
from polydesk.desk.notifications.alert import alert
from polydesk.desk.people.addresses import mail_string
from polydesk.desk.people.customers import CustomerPerson, find_customer, find_customer_by_address
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.sending.addressing import is_sendable
from polydesk.desk.sending.auto_respond import auto_respond, responds
from polydesk.desk.sending.mail_to_customer import customer_address, mail_to_customer
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.assign import assign_owner, assign_responsible
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.models import CHANNEL_EMAIL, CHANNEL_PHONE, SENDER_AGENT, SENDER_CUSTOMER, Ticket
from polydesk.desk.tickets.open import CUSTOMER_LENGTH, LONGEST_TITLE, NewTicket, open_ticket
from polydesk.desk.tickets.set_fields import set_fields
from polydesk.desk.tickets.set_lock import set_lock
from polydesk.desk.tickets.set_pending_time import set_pending_time
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.clock import epoch, read_moment
from polydesk.kernel.errors import Invalid
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

ORIGIN = "agent pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForCustomer:
    """`kind` is one of the two of the form; `cc` is a header."""

    kind: str
    customer: CustomerPerson
    cc: str = ""
    files: Sequence[NewFile] = ()


def customer_of(look: Look, text: str) -> CustomerPerson | None:
    """By login or by address. Somebody unknown is known by the address they gave; None where it is none."""
    named = text.strip()
    if not named:
        return None
    found = find_customer(look, named) or find_customer_by_address(look, named)
    if found or len(named) > CUSTOMER_LENGTH or not is_sendable(named):
        return found
    return CustomerPerson(named, named, "", "", "")


def open_for_customer(
    work: Work, about: ForCustomer, fields: Sequence[FormField], values: Mapping[str, Value]
) -> Ticket:
    """`values` are those of `agent_ticket_fields`, checked."""
    ticket = _open(work, about.customer, values)
    until = str(values.get("PendingUntil") or "")
    if until:
        set_pending_time(work, ticket.id, _epoch(work, until))
    _assign(work, ticket, values)
    filled_in = [(entry, value) for entry, value in fields_by_values(fields, values).items() if value not in ("", [])]
    if filled_in:
        set_fields(work, ticket.id, filled_in)
    article_id = _write(work, ticket, about, values)
    alert(work, ticket, "new_ticket", article_id=article_id)
    return ticket


def _open(work: Work, customer: CustomerPerson, values: Mapping[str, Value]) -> Ticket:
    new = NewTicket(
        title=_subject(values),
        queue_id=int(str(values["QueueID"])),
        type_id=chosen(values, "TypeID") or default_type(work),
        state_id=int(str(values["StateID"])),
        priority_id=int(str(values["PriorityID"])),
        service_id=chosen(values, "ServiceID"),
        sla_id=chosen(values, "SLAID"),
        customer_id=customer.customer_id,
        customer_user=customer.login,
        origin=ORIGIN,
        remote_address=work.origin[:64],
        longest_title=LONGEST_TITLE,
    )
    return open_ticket(work, new)


def _assign(work: Work, ticket: Ticket, values: Mapping[str, Value]) -> None:
    """Who was named as the owner has the ticket: it is locked."""
    responsible_id, owner_id = chosen(values, "ResponsibleID"), chosen(values, "OwnerID")
    if responsible_id:
        assign_responsible(work, ticket.id, responsible_id)
    if owner_id:
        assign_owner(work, ticket.id, owner_id)
        lock = work.config(Catalogue).locks.named("lock")
        if lock:
            set_lock(work, ticket.id, lock.id)


def _write(work: Work, ticket: Ticket, about: ForCustomer, values: Mapping[str, Value]) -> int:
    is_mail = about.kind == EMAIL
    queue = work.config(Catalogue).queues[ticket.queue_id].name
    customer, agent = about.customer.mail_string, _author(work)
    article = NewArticle(
        subject=_subject(values),
        body=str(values["Body"]),
        sender_type_id=SENDER_AGENT if is_mail else SENDER_CUSTOMER,
        channel_id=CHANNEL_EMAIL if is_mail else CHANNEL_PHONE,
        from_=agent if is_mail else customer,
        to=customer if is_mail else queue,
        cc=about.cc if is_mail else "",
        history_type="EmailAgent" if is_mail else "PhoneCallCustomer",
        history_comment="%%",
        remote_address=work.origin[:64],
    )
    article_id = add_article(work, ticket.id, article)
    if about.files:
        attach_files(work, ticket.id, article_id, about.files)
    _tell(work, ticket, article_id, about)
    return article_id


def _tell(work: Work, ticket: Ticket, article_id: int, about: ForCustomer) -> None:
    """A mail goes out itself; who called hears what the queue says to new tickets."""
    if about.kind == EMAIL:
        mail_to_customer(work, ticket, article_id, to=about.customer.mail_string, cc=about.cc)
        return
    for one in customer_address(work, about.customer.login) if responds(work, ticket, "new") else ():
        auto_respond(work, ticket, "new", article_id=article_id, to_email=one.email, to_name=one.name)


def _author(work: Work) -> str:
    assert isinstance(work.actor, AgentActor)  # nobody else has this form
    agent = work.config(Directory).agents[work.actor.id]
    return mail_string(agent.first_name, agent.last_name, agent.email)


def _subject(values: Mapping[str, Value]) -> str:
    return " ".join(str(values["Title"]).split())


def _epoch(look: Look, moment: str) -> int:
    """Of a moment as the desk's clocks show it. Raises Invalid for none."""
    until = read_moment(moment, look.config(Settings).zone)
    if until is None:
        raise Invalid("pending_time", until=moment)
    return epoch(until)
