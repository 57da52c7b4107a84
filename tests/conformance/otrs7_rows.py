"""Tickets and notifications of the fixtures, made by the desk's own verbs at the times the fixtures give."""

from base64 import b64decode
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from polydesk.desk.desk import Desk
from polydesk.desk.fields.registry import Fields
from polydesk.desk.fields.values import write_values
from polydesk.desk.notifications.models import NotificationView
from polydesk.desk.people.account_models import ResetToken, SecondFactor
from polydesk.desk.people.directory import Directory
from polydesk.desk.people.sessions import token_hash
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.assign import assign_owner
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.customer_flags import CustomerArticleFlag
from polydesk.desk.tickets.models import CHANNELS, SENDER_TYPES, Attachment
from polydesk.desk.tickets.open import NewTicket, open_ticket
from polydesk.kernel.work import Work
from tests.world.tickets import NOON, at

Variables = dict[str, Any]
SECRET, RESET = "UserGoogleAuthenticatorSecretKey", "UserToken"


def add_credentials(work: Work, customers: list[dict[str, Any]]) -> None:
    """What stands among the preferences of the original: secrets of second factors, and tokens that are out."""
    for one in customers:
        found = one.get("preferences", {})
        if SECRET in found:
            row = insert(SecondFactor).values(subject_kind="customer", subject=one["UserLogin"], secret=found[SECRET])
            work.connection.execute(row)
        if RESET in found:
            token = insert(ResetToken).values(token_hash=token_hash(found[RESET]), customer_login=one["UserLogin"])
            work.connection.execute(token.values(create_time=work.now))


def add_tickets(desk: Desk, tickets: list[dict[str, Any]], variables: Variables) -> None:
    for one in tickets:
        moment = datetime.fromisoformat(one["Created"]) if "Created" in one else NOON
        with at(desk, moment).work() as work:
            _add_ticket(work, one, variables)


def _add_ticket(work: Work, one: dict[str, Any], variables: Variables) -> None:
    catalogue = work.config(Catalogue)
    ticket = open_ticket(
        work,
        NewTicket(
            title=one["Title"],
            number=one["TicketNumber"],
            queue_id=_id(catalogue.queues, one["Queue"]),
            type_id=_id(catalogue.types, "Unclassified"),
            state_id=_id(catalogue.states, one["State"]),
            priority_id=_id(catalogue.priorities, one["Priority"]),
            customer_id=one["CustomerID"],
            customer_user=one["CustomerUserID"],
        ),
    )
    owner = work.config(Directory).agents.named(one["Owner"])
    assert owner is not None
    assign_owner(work, ticket.id, owner.id)
    ticket.lock_id = _id(catalogue.locks, one["Lock"])
    fields = work.config(Fields)
    values = {fields.all.named(name): value for name, value in one.get("DynamicFields", {}).items()}
    write_values(work.connection, ticket.id, {field: value for field, value in values.items() if field})
    _name(variables, one, ticket.id)
    for article in one["articles"]:
        _add_article(work, ticket.id, article, variables)


def _add_article(work: Work, ticket_id: int, one: dict[str, Any], variables: Variables) -> None:
    article_id = add_article(
        work,
        ticket_id,
        NewArticle(
            subject=one["Subject"],
            body=one["Body"],
            content_type=f"{one['MimeType']}; charset=utf-8",
            sender_type_id=SENDER_TYPES[one["SenderType"]],
            channel_id=CHANNELS[one["CommunicationChannel"]],
            visible=bool(one["IsVisibleForCustomer"]),
            from_=one["From"],
        ),
    )
    _name(variables, one, article_id)
    files = one.get("attachments", [])
    attach_files(work, ticket_id, article_id, [_file(file) for file in files])
    work.flush()
    stored = work.connection.execute(
        select(Attachment.id).where(Attachment.article_id == article_id).order_by(Attachment.id)
    ).scalars()
    for file, attachment_id in zip(files, stored, strict=True):
        _name(variables, file, attachment_id)
    for login in one.get("SeenBy", []):
        row = {"customer_login": login, "article_id": article_id, "name": "Seen", "create_time": work.now}
        work.connection.execute(insert(CustomerArticleFlag).values(row))


def _file(one: dict[str, Any]) -> NewFile:
    return NewFile(
        filename=one["Filename"],
        content=one["text"].encode() if "text" in one else b64decode(one["base64"]),
        content_type=one["ContentType"],
        content_id=one.get("ContentID", ""),
        disposition=one["Disposition"],
    )


def add_notifications(desk: Desk, notifications: list[dict[str, Any]], variables: Variables) -> None:
    with desk.work() as work:
        for one in notifications:
            ticket = variables.get(one.get("ObjectTicket", ""), "")
            row = insert(NotificationView).values(
                subject_kind=one["UserType"].lower(),
                subject=one["UserID"],
                name=one["Name"],
                comment=one["Comment"],
                title=one["Subject"],
                body=one["Body"],
                object_type=one["ObjectType"],
                object_id=str(ticket),
                object_reference=one["ObjectReference"],
                seen=one["Seen"],
                create_time=datetime.fromisoformat(one["CreateTime"]),
            )
            made = work.connection.execute(row.returning(NotificationView.id)).scalar_one()
            _name(variables, one, made)


def _id(lookup: Any, name: str) -> int:
    entry = lookup.named(name)
    assert entry is not None, name
    return int(entry.id)


def _name(variables: Variables, one: dict[str, Any], row_id: int) -> None:
    for variable in one.get("vars", {}):
        variables[variable] = row_id
