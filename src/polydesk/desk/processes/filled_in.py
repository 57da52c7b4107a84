"""A dialog somebody has filled in, and what it does to a ticket."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from polydesk.desk.fields.validate import Value
from polydesk.desk.forms.dynamic import fields_by_values
from polydesk.desk.forms.field import FormField
from polydesk.desk.people.addresses import mail_string
from polydesk.desk.people.customers import find_customer
from polydesk.desk.processes.article_action import new_article
from polydesk.desk.processes.chosen import pending_until, whole
from polydesk.desk.processes.engine import run_transitions
from polydesk.desk.processes.parts import ARTICLE as ARTICLE_FIELD
from polydesk.desk.processes.parts import Dialog
from polydesk.desk.processes.stages import ARTICLE, FIELDS, PREPARATION, PROPERTIES, STATE, stage
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.assign import assign_owner, assign_responsible
from polydesk.desk.tickets.attach import attach_files
from polydesk.desk.tickets.models import SENDER_CUSTOMER, Ticket
from polydesk.desk.tickets.move import move_ticket
from polydesk.desk.tickets.rename import rename_ticket
from polydesk.desk.tickets.set_customer import set_customer
from polydesk.desk.tickets.set_fields import set_fields
from polydesk.desk.tickets.set_lock import set_lock
from polydesk.desk.tickets.set_pending_time import set_pending_time
from polydesk.desk.tickets.set_priority import set_priority
from polydesk.desk.tickets.set_service import set_service, set_sla
from polydesk.desk.tickets.set_state import set_state
from polydesk.desk.tickets.set_type import set_type
from polydesk.desk.uploads.contents import Contents, Draft, draft_contents, take_draft
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.work import Look, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledIn:
    """The form of a dialog with its values, which were checked, and what its article is to say."""

    fields: Sequence[FormField]
    values: Mapping[str, Value]
    draft: Draft | None
    """None if nothing was written."""

    def text(self, name: str) -> str:
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int | None:
        """An id that was chosen."""
        return whole(self.text(name))


def filled_in(look: Look, fields: Sequence[FormField], values: Mapping[str, Value]) -> FilledIn:
    """Under FormID files may have been sent before. Long texts are made harmless here, while nobody has to wait."""
    body, form_id = str(values.get("Body", "")), str(values.get("FormID", ""))
    return FilledIn(fields=fields, values=values, draft=draft_contents(look, form_id, body) if body.strip() else None)


_SETTERS: Mapping[str, Callable[[Work, int, int], Ticket]] = {
    "QueueID": move_ticket,
    "TypeID": set_type,
    "ServiceID": set_service,
    "SLAID": set_sla,
    "PriorityID": set_priority,
    "OwnerID": assign_owner,
    "ResponsibleID": assign_responsible,
    "LockID": set_lock,
    "StateID": set_state,
}
"""In the order in which they happen: an SLA belongs to a service, and a state that closes unlocks."""
SET_BY_OPENING = frozenset(("QueueID", "TypeID", "ServiceID", "SLAID", "PriorityID", "StateID"))


def fill_in(
    work: Work, ticket: Ticket, dialog: Dialog, filled: FilledIn, *, without: frozenset[str] = frozenset()
) -> int | None:
    """Store what the dialog says and take the transitions that hold then. Returns the id of its article."""
    with stage(PROPERTIES):
        _apply_properties(work, ticket, filled, without=without)
    with stage(ARTICLE):
        article_id = _add_article(work, ticket, dialog, filled)
    with stage(PREPARATION):
        values = fields_by_values(filled.fields, filled.values)
    with stage(FIELDS):
        set_fields(work, ticket.id, list(values.items()))
    with stage(STATE):
        run_transitions(work, ticket)
    return article_id


def _apply_properties(work: Work, ticket: Ticket, filled: FilledIn, *, without: frozenset[str] = frozenset()) -> None:
    """What a ticket has already is no change."""
    title = filled.text("Title").strip()
    if title:
        rename_ticket(work, ticket.id, title)
    for name, setter in _SETTERS.items():
        chosen = filled.number(name)
        if chosen is not None and name not in without:
            setter(work, ticket.id, chosen)
    _wait(work, ticket, filled)
    if filled.text("CustomerID") or filled.text("CustomerUserID"):
        customer_id = filled.text("CustomerID") or ticket.customer_id
        customer_user = filled.text("CustomerUserID") or ticket.customer_user
        set_customer(work, ticket.id, customer_id=customer_id, customer_user=customer_user)


def _wait(work: Work, ticket: Ticket, filled: FilledIn) -> None:
    """The configuration of a dialog gives seconds, a person a moment."""
    written = filled.text("PendingTime")
    key = "PendingTimeDiff" if whole(written) is not None else "PendingTime"
    until = pending_until(work, {key: written})
    if until is not None and work.config(Catalogue).states[ticket.state_id].type.startswith("pending"):
        set_pending_time(work, ticket.id, until)


def _add_article(work: Work, ticket: Ticket, dialog: Dialog, filled: FilledIn) -> int | None:
    """The id of the article; None if nothing was written."""
    if filled.draft is None:
        return None
    contents = take_draft(work, filled.draft)
    subject = filled.text("Subject").strip() or ticket.title
    article_id = add_article(work, ticket.id, _article(work, ticket, dialog, subject, contents))
    if contents.files:
        attach_files(work, ticket.id, article_id, contents.files)
    return article_id


def _article(work: Work, ticket: Ticket, dialog: Dialog, subject: str, contents: Contents) -> NewArticle:
    if not isinstance(work.actor, CustomerActor):
        config = next((field.config for field in dialog.fields if field.name == ARTICLE_FIELD), {})
        given = {
            key: config[key] for key in ("CommunicationChannel", "IsVisibleForCustomer", "ArticleType") if key in config
        }
        texts = {"Subject": subject, "Body": contents.body, "ContentType": contents.content_type}
        return new_article(work, {**given, **texts, "HistoryComment": "%%Note"})
    person = find_customer(work, work.actor.login)
    return NewArticle(
        subject=subject,
        body=contents.body,
        content_type=contents.content_type,
        sender_type_id=SENDER_CUSTOMER,
        from_=mail_string(person.first_name, person.last_name, person.email) if person else work.actor.login,
        to=work.config(Catalogue).queues[ticket.queue_id].name,
        history_comment="%%Note",
        remote_address=work.origin[:64],
    )
