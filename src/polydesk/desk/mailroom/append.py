"""Add a mail to the ticket whose conversation it goes on with."""

from collections.abc import Sequence
from dataclasses import dataclass

from polydesk.desk.intake.customers import find_customer_user
from polydesk.desk.intake.stored_text import stored_text
from polydesk.desk.intake.submission import Participant, Text
from polydesk.desk.mailroom.article_controls import NO_WISH, ArticleWish
from polydesk.desk.mailroom.follow_up import customer_answered
from polydesk.desk.mailroom.thread import Role, Thread
from polydesk.desk.notifications.alert import alert
from polydesk.desk.people.addresses import mail_string
from polydesk.desk.people.directory import Directory
from polydesk.desk.sending.auto_respond import auto_respond
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.collaborate import add_collaborators
from polydesk.desk.tickets.models import (
    CHANNEL_EMAIL,
    CHANNEL_INTERNAL,
    SENDER_AGENT,
    SENDER_CUSTOMER,
    SENDER_SYSTEM,
)
from polydesk.desk.tickets.remember_message_id import remember_message_id
from polydesk.kernel.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    thread: Thread
    sender: Participant
    subject: str
    text: Text
    files: Sequence[NewFile] = ()
    message_id: str = ""
    in_reply_to: str = ""
    references: str = ""
    headers: str = ""
    to: str = ""
    cc: str = ""
    remote_address: str = ""
    answer: bool = True
    """Whether the sender is told that it arrived."""
    alert: bool = True
    """Whether agents are."""
    reopen: bool = True
    reject: bool = False
    """The ticket stays closed and its sender is told so."""
    as_original: bool = False
    wish: ArticleWish = NO_WISH
    """What trusted headers and our own filters ask for."""


def append(work: Work, reply: Reply) -> int:
    """The new article's id. The sender's part in the ticket was judged before: see `Thread`."""
    thread = reply.thread
    article_id = add_article(work, thread.ticket_id, _article(work, reply))
    if reply.files:
        attach_files(work, thread.ticket_id, article_id, reply.files, as_given=reply.as_original)
    remember_message_id(work, thread.ticket_id, article_id, reply.message_id, reply.headers)
    joining = find_customer_user(work, reply.sender.email) if thread.joins else None
    if joining:
        add_collaborators(work, thread.ticket_id, [joining.id])
    if thread.role in (Role.CUSTOMER, Role.COLLABORATOR) and reply.reopen and not reply.reject:
        customer_answered(work, thread.ticket_id)
    _tell(work, reply, article_id)
    return article_id


def _article(work: Work, reply: Reply) -> NewArticle:
    thread, text = reply.thread, stored_text(reply.text, as_original=reply.as_original)
    by_agent = thread.role is Role.AGENT
    return NewArticle(
        subject="" if reply.as_original else reply.subject,
        body=text.body,
        content_type=f"text/{'html' if text.is_html else 'plain'}; charset=utf-8",
        sender_type_id=reply.wish.sender_type_id or _sender_type(thread),
        channel_id=CHANNEL_INTERNAL if by_agent else CHANNEL_EMAIL,
        visible=thread.visible if reply.wish.visible is None else reply.wish.visible,
        from_=_from(work, reply),
        to=reply.to,
        cc=reply.cc,
        message_id=reply.message_id,
        in_reply_to=reply.in_reply_to,
        references=reply.references,
        history_type="AddNote" if by_agent else "FollowUp",
        parent_id=thread.found.article_id,
        source="Email",
        remote_address=reply.remote_address,
        author_id=thread.agent_id,
    )


def _sender_type(thread: Thread) -> int:
    if thread.role is Role.AGENT:
        return SENDER_AGENT
    return SENDER_SYSTEM if thread.role is Role.BOUNCE or not thread.visible else SENDER_CUSTOMER


def _from(work: Work, reply: Reply) -> str:
    agent = work.config(Directory).agents.get(reply.thread.agent_id)
    if agent:
        return mail_string(agent.first_name, agent.last_name, agent.email)
    return mail_string(reply.sender.name, "", reply.sender.email)


def _tell(work: Work, reply: Reply, article_id: int) -> None:
    ticket = load_ticket(work, reply.thread.ticket_id, "ro")
    if reply.answer:
        kind = "reject" if reply.reject else "reply"
        to = reply.sender
        auto_respond(work, ticket, kind, article_id=article_id, to_email=to.email, to_name=to.name)
    if reply.alert:
        alert(work, ticket, "new_message", article_id=article_id)
