"""Send an article of a ticket as mail, as a reply in the conversation so far."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select, update

from polydesk.desk.sending.addressing import MOST_RECIPIENTS
from polydesk.desk.sending.content import Content, MailFile
from polydesk.desk.sending.facts import NOBODY, Facts, named_reader
from polydesk.desk.sending.framing import framed
from polydesk.desk.sending.message_ids import TO_CUSTOMER, new_message_id
from polydesk.desk.sending.queue_mail import NewMail, queue_mail
from polydesk.desk.sending.registry import MailAddress
from polydesk.desk.sending.senders import automatic_envelope, ticket_sender
from polydesk.desk.sending.subjects import subject_with_number
from polydesk.desk.sending.threads import ids_in, shortened, thread_before
from polydesk.desk.tickets.models import ArticleMime, Ticket
from polydesk.desk.tickets.queries import list_attachments
from polydesk.kernel.db import AnyRow
from polydesk.kernel.html import sanitize
from polydesk.kernel.settings import Settings
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
    headers: Mapping[str, str] | None = None,
    kind: str = REPLY,
    subject: str | None = None,
    framing: bool | None = None,
) -> list[int]:
    """Queue it, one mail for each address; returns their ids. Its files must be attached by now.

    What it answers is found in the ticket unless it is said; the article keeps the Message-ID, so that answers to it
    find their place. Without a `subject` the mail has the article's. `framing` adds the queue's salutation and
    signature; None: as the setting says.
    """
    work.flush()
    everyone = list({one.email.lower(): one for one in (*to, *cc, *bcc)}.values())[:MOST_RECIPIENTS]
    answered, refers = _thread(work, ticket.id, article_id, everyone, in_reply_to, references)
    article = work.connection.execute(select(_MIME).where(_MIME.c.article_id == article_id)).one()
    content = _content(work, ticket, article, everyone, framing)
    content = replace(content, to=to, cc=cc, in_reply_to=answered, references=refers, headers=headers or {})
    mail = NewMail(
        recipient="",
        kind=kind,
        subject=subject_with_number(work, ticket, article.subject if subject is None else subject),
        message_id=new_message_id(work, ticket.id, article_id, TO_CUSTOMER),
        content=content,
        envelope_sender=automatic_envelope(work) if headers else content.sender.email,
        ticket_id=ticket.id,
        article_id=article_id,
    )
    _remember(work, article_id, mail)
    return [queue_mail(work, replace(mail, recipient=one.email)) for one in everyone]


def _thread(
    work: Work,
    ticket_id: int,
    article_id: int,
    everyone: Sequence[MailAddress],
    in_reply_to: str | None,
    references: str | None,
) -> tuple[str, Sequence[str]]:
    """What was said, else what is found."""
    if in_reply_to:
        answered = "".join(ids_in(in_reply_to)[:1])
        return answered, shortened(ids_in(references)) if references else [answered][: bool(answered)]
    return thread_before(work, ticket_id, article_id, everyone[0].email if everyone else "")


def _content(
    work: Work, ticket: Ticket, article: AnyRow, everyone: Sequence[MailAddress], framing: bool | None
) -> Content:
    text, html = _texts(work, ticket, article, everyone, framing)
    files = _files(work, article.article_id)
    return Content(sender=ticket_sender(work, ticket), to=(), text=text, html=html, files=files)


def _texts(
    work: Work, ticket: Ticket, article: AnyRow, everyone: Sequence[MailAddress], framing: bool | None
) -> tuple[str, str]:
    html = sanitize(article.html_body) if article.html_body else ""
    if not (work.config(Settings)["Mail::FrameReplies"] if framing is None else framing):
        return article.body, html
    reader = named_reader(everyone[0].name, everyone[0].email) if everyone else NOBODY
    facts = Facts(work, ticket, reader=reader, article_id=article.article_id)
    return framed(work, ticket, facts, article.body, html)


def _files(work: Work, article_id: int) -> tuple[MailFile, ...]:
    return tuple(
        MailFile(row.file_hash, row.filename, row.content_type, row.content_id, row.disposition == "inline")
        for row in list_attachments(work, [article_id])[article_id]
    )


def _remember(work: Work, article_id: int, mail: NewMail) -> None:
    answered, refers = mail.content.in_reply_to, mail.content.references
    values = {
        "message_id": f"<{mail.message_id}>",
        "in_reply_to": f"<{answered}>" if answered else "",
        "references": " ".join(f"<{one}>" for one in refers),
    }
    work.connection.execute(update(_MIME).where(_MIME.c.article_id == article_id).values(**values))
