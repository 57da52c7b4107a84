"""Ticket::TicketUpdate: specification of the Generic Interface, section 3.6."""

from dataclasses import dataclass
from typing import Any

from polydesk.api.generic_interface.auth import authenticate, require_credentials
from polydesk.api.generic_interface.auto_response import respond_on_update
from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.changing import check_and_change
from polydesk.api.generic_interface.checks.article import ON_UPDATE, ArticleChecks, ArticlePart
from polydesk.api.generic_interface.checks.attachments import check_attachments
from polydesk.api.generic_interface.checks.fields import check_fields, item_list
from polydesk.api.generic_interface.checks.permissions import Changes, check_permissions
from polydesk.api.generic_interface.checks.ticket import TicketChecks, TicketPart
from polydesk.api.generic_interface.errors import NO_ACCESS
from polydesk.api.generic_interface.making import article_from, set_checked_fields
from polydesk.api.generic_interface.operations.ticket_ids import as_id
from polydesk.api.generic_interface.operations.ticket_properties import change_properties
from polydesk.api.generic_interface.perl import given, is_string, text
from polydesk.api.generic_interface.reading import changed_ticket
from polydesk.api.generic_interface.sending import send_on_update
from polydesk.desk.people.directory import Directory
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.account_time import account_time
from polydesk.desk.tickets.add_article import add_article
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.models import CHANNEL_EMAIL, SENDER_CUSTOMER, Ticket
from polydesk.desk.tickets.queries import find_ticket_id
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Work


@dataclass(frozen=True, slots=True)
class Plan:
    loaded: Ticket
    changes: Changes
    files: list[NewFile]


def ticket_update(call: Call) -> dict[str, Any]:
    if not isinstance(call.data, dict):
        call.refuse("EmptyRequest", "The request data is invalid!")
    if not given(call.data.get("TicketID")) and not given(call.data.get("TicketNumber")):
        call.refuse("MissingParameter", "TicketID or TicketNumber is required!")
    require_credentials(call)
    actor = authenticate(call)
    if actor is None:
        call.refuse("AuthFail", "User could not be authenticated!")
    return check_and_change(call, actor, lambda work: _check(call, work), lambda work, plan: _change(call, work, plan))


def _check(call: Call, work: Work) -> Plan:
    ticket = _load(call, work)
    parts = {key: _object(call, key) for key in ("Ticket", "Article")}
    items = {key: item_list(call, key) for key in ("DynamicField", "Attachment")}
    checks = TicketChecks(call, work, parts["Ticket"], required=False)
    part = checks.run(service_customer=ticket.customer_user, service_before=ticket.service_id)
    article = ArticleChecks(call, work, parts["Article"], ON_UPDATE).run() if parts["Article"] else None
    fields = check_fields(call, work, items["DynamicField"], blanks=" ")
    if article is None and any(field.object_kind == "Article" for field, _value in fields):
        call.refuse("MissingParameter", "To create an article DynamicField an article is required!")
    if article is None and items["Attachment"]:
        call.refuse("MissingParameter", "To create an attachment an article is needed!")
    files = check_attachments(call, items["Attachment"], blanks=" ")
    changes = Changes(part, article, fields)
    check_permissions(call, work, ticket, changes)
    return Plan(ticket, changes, files)


def _load(call: Call, work: Work) -> Ticket:
    """By number if there is one, else by id. What the caller may not see reads like what does not exist."""
    number, sent = call.data.get("TicketNumber"), call.data.get("TicketID")
    if given(number):
        ticket_id = find_ticket_id(work, text(number)) if is_string(number) else None
    else:
        ticket_id = as_id(text(sent)) if is_string(sent) else None
    try:
        return load_ticket(work, ticket_id or 0, "ro", customers=True)
    except NotFound:
        raise call.refusal("AccessDenied", NO_ACCESS) from None


def _object(call: Call, key: str) -> dict[str, Any]:
    part = call.data.get(key)
    if part is None:
        return {}
    if not isinstance(part, dict) or not part:
        call.refuse("InvalidParameter", f"{key} parameter is not valid!")
    return part


def _change(call: Call, work: Work, plan: Plan) -> dict[str, Any]:
    ticket, changes = plan.loaded, plan.changes
    change_properties(work, ticket, changes.ticket)
    article_id = _add_article(work, ticket, changes.article, changes.ticket) if changes.article else None
    if changes.article and article_id:
        account_time(work, ticket.id, changes.article.time_units, article_id=article_id)
    set_checked_fields(work, ticket.id, changes.fields, "Ticket")
    if article_id:
        set_checked_fields(work, ticket.id, changes.fields, "Article", article_id=article_id)
        if plan.files:
            attach_files(work, ticket.id, article_id, plan.files)
    if changes.article and article_id:
        send_on_update(work, ticket, changes.article, article_id)
    return _answer(call, work, ticket, changes.article, article_id)


def _add_article(work: Work, ticket: Ticket, article: ArticlePart, part: TicketPart) -> int:
    to = article.word("To")
    if not to and article.channel_id == CHANNEL_EMAIL:
        to = part.customer.mail_string if part.customer else part.word("CustomerUser") or ticket.customer_user
    new = article_from(article, sender=_sender(work, part), to=to, cc=article.word("Cc"), bcc=article.word("Bcc"))
    article_id = add_article(work, ticket.id, new)
    respond_on_update(work, ticket, article, article_id, sender=new.from_)
    return article_id


def _sender(work: Work, part: TicketPart) -> str:
    """An agent by full name; a customer only if the request says whose ticket it is."""
    if isinstance(work.actor, AgentActor):
        return work.config(Directory).agents[work.actor.id].full_name
    return part.customer.mail_string if part.customer else ""


def _answer(
    call: Call, work: Work, ticket: Ticket, article: ArticlePart | None, article_id: int | None
) -> dict[str, Any]:
    by_number = given(call.data.get("TicketNumber"))
    answer: dict[str, Any] = {
        "TicketID": ticket.id if by_number else call.data["TicketID"],
        "TicketNumber": ticket.number,
    }
    if article and article_id:
        by_customer = article.sender_type_id == SENDER_CUSTOMER
        answer["ArticleID"] = str(article_id) if by_customer else article_id
    if call.operation.include_ticket_data:
        answer["Ticket"] = changed_ticket(work, ticket.id, article_id)
        shown = answer["Ticket"].get("Article")
        if article_id is None and shown:
            answer["ArticleID"] = shown["ArticleID"]
    return answer
