"""Send an article of a ticket as mail, as a reply in the conversation so far."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select, update

from polydesk.desk.sending.addressing import MOST_RECIPIENTS
from polydesk.desk.sending.content import Content, MailFile
from polydesk.desk.sending.message_ids import TO_CUSTOMER, new_message_id
from polydesk.desk.sending.queue_mail import NewMail, queue_mail
from polydesk.desk.sending.registry import MailAddress
from polydesk.desk.sending.senders import automatic_envelope, ticket_sender
from polydesk.desk.sending.subjects import subject_with_number
from polydesk.desk.sending.threads import ids_in, thread_before
from polydesk.desk.tickets.models import ArticleMime, Ticket
from polydesk.desk.tickets.queries import list_attachments
from polydesk.kernel.html import sanitize
from polydesk.kernel.work import Work

_MIME = ArticleMime.metadata.tables["article_mime"]
REPLY = "reply"


def send_article(
    work: Work,
    ticket: Ticket,
    article_id: int,
    *,
    to: Sequence[MailAddress],
    cc: Sequence[MailAddress] = (),
    bcc: Sequence[MailAddress] = (),
    in_reply_to: str | None = None,
    references: str | None = None,
    sender_name: str = "",
    headers: Mapping[str, str] | None = None,
    kind: str = REPLY,
) -> list[int]:
    """Queue it, one mail for each address; returns their ids. Its files must be attached by now.

    What it answers is found in the ticket unless it is said; the article keeps the Message-ID, so that answers to it
    find their place.
    """
    work.flush()
    article = work.connection.execute(select(_MIME).where(_MIME.c.article_id == article_id)).one()
    everyone = list({one.email.lower(): one for one in (*to, *cc, *bcc)}.values())[:MOST_RECIPIENTS]
    found = thread_before(work, ticket.id, article_id, everyone[0].email if everyone else "")
    answered = ids_in(in_reply_to)[:1] if in_reply_to else [found[0]] if found[0] else []
    refers = ids_in(references) if references else [*found[1]] if not in_reply_to else answered
    message_id = new_message_id(work, ticket.id, article_id, TO_CUSTOMER)
    content = Content(
        sender=_sender(work, ticket, sender_name),
        to=tuple(to),
        cc=tuple(cc),
        text=article.body,
        html=sanitize(article.html_body) if article.html_body else "",
        in_reply_to=answered[0] if answered else "",
        references=refers,
        headers=headers or {},
        files=_files(work, article_id),
    )
    _remember(work, article_id, message_id, content)
    subject = subject_with_number(work, ticket, article.subject)
    new = [
        NewMail(
            recipient=one.email,
            kind=kind,
            subject=subject,
            message_id=message_id,
            content=content,
            envelope_sender=automatic_envelope(work) if headers else content.sender.email,
            ticket_id=ticket.id,
            article_id=article_id,
        )
        for one in everyone
    ]
    return [queue_mail(work, one) for one in new]


def _sender(work: Work, ticket: Ticket, name: str) -> MailAddress:
    address = ticket_sender(work, ticket)
    return MailAddress(name or address.name, address.email)


def _files(work: Work, article_id: int) -> tuple[MailFile, ...]:
    return tuple(
        MailFile(row.file_hash, row.filename, row.content_type, row.content_id, row.disposition == "inline")
        for row in list_attachments(work, [article_id])[article_id]
    )


def _remember(work: Work, article_id: int, message_id: str, content: Content) -> None:
    values = {
        "message_id": f"<{message_id}>",
        "in_reply_to": f"<{content.in_reply_to}>" if content.in_reply_to else "",
        "references": " ".join(f"<{one}>" for one in content.references),
    }
    work.connection.execute(update(_MIME).where(_MIME.c.article_id == article_id).values(**values))
