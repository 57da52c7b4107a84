"""The first article of a ticket from outside, after a note for each file that could not be kept."""

from polydesk.desk.intake.customers import Customer
from polydesk.desk.intake.draft import Draft
from polydesk.desk.intake.stored_text import stored_text, stored_title
from polydesk.desk.people.addresses import mail_string
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.attach import attach_files
from polydesk.desk.tickets.models import (
    CHANNEL_EMAIL,
    CHANNEL_INTERNAL,
    CHANNEL_PHONE,
    SENDER_CUSTOMER,
    SENDER_SYSTEM,
    Ticket,
)
from polydesk.desk.tickets.remember_message_id import remember_message_id
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Work

_MAIL = (CHANNEL_EMAIL, "EmailCustomer")
_PHONE = (CHANNEL_PHONE, "PhoneCallCustomer")
_REQUEST = (CHANNEL_INTERNAL, "WebRequestCustomer")


def add_file_errors(work: Work, ticket: Ticket, draft: Draft) -> None:
    for text in draft.submission.file_errors:
        note = NewArticle(
            subject="File Import Error",
            body=storable(text),
            sender_type_id=SENDER_SYSTEM,
            visible=False,
            from_="SYSTEM",
            source=draft.submission.source,
            remote_address=storable(draft.submission.remote_address)[:64],
        )
        add_article(work, ticket.id, note)


def add_first_article(work: Work, ticket: Ticket, draft: Draft, customer: Customer) -> int:
    submission = draft.submission
    article_id = add_article(work, ticket.id, _article(work, ticket, draft, customer))
    if submission.files:
        attach_files(work, ticket.id, article_id, submission.files, as_given=submission.as_original)
    remember_message_id(work, ticket.id, article_id, submission.message_id, submission.headers)
    return article_id


def _article(work: Work, ticket: Ticket, draft: Draft, customer: Customer) -> NewArticle:
    submission = draft.submission
    assert submission.text is not None  # the form was checked
    text = stored_text(submission.text, as_original=submission.as_original)
    channel_id, history_type = _kind(draft)
    wish = submission.wish
    return NewArticle(
        subject=stored_title(draft.subject, as_original=submission.as_original),
        body=text.body,
        content_type=f"text/{'html' if text.is_html else 'plain'}; charset=utf-8",
        sender_type_id=wish.sender_type_id or SENDER_CUSTOMER,
        channel_id=channel_id,
        visible=wish.visible is not False,
        from_=mail_string(storable(submission.poster)[:128] or customer.name, "", customer.email),
        to=submission.to or work.config(Catalogue).queues[ticket.queue_id].name,
        cc=submission.cc,
        message_id=submission.message_id,
        in_reply_to=submission.in_reply_to,
        references=submission.references,
        history_type=history_type,
        history_comment="%%",
        source=submission.source,
        remote_address=storable(submission.remote_address)[:64],
    )


def _kind(draft: Draft) -> tuple[int, str]:
    if draft.is_mail:
        return _MAIL
    return _PHONE if draft.submission.source == "Phone" else _REQUEST
