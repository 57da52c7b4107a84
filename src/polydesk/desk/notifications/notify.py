"""Mail for one notification: to each of its recipients, with what their texts may say."""

from dataclasses import replace

from polydesk.desk.notifications.conditions import Happened, holds
from polydesk.desk.notifications.recipients import Recipient, recipients_of
from polydesk.desk.notifications.registry import NotificationEntry
from polydesk.desk.notifications.views import show_notification
from polydesk.desk.sending.budgets import (
    CUSTOMER_NOTIFICATION,
    NOTIFICATION,
    OVER_BUDGET,
    is_over_budget,
    is_told_enough,
)
from polydesk.desk.sending.content import Content
from polydesk.desk.sending.facts import Facts
from polydesk.desk.sending.message_ids import TO_AGENT, TO_COLLABORATOR, TO_CUSTOMER, TO_OTHERS, new_message_id
from polydesk.desk.sending.placeholders import fill
from polydesk.desk.sending.queue_mail import NewMail, queue_mail
from polydesk.desk.sending.registry import MailAddress, Mailing
from polydesk.desk.sending.senders import automatic_envelope, desk_sender, ticket_sender
from polydesk.desk.sending.stream_headers import stream_headers
from polydesk.desk.tickets.models import SENDER_AGENT, Ticket
from polydesk.desk.tickets.side_events import AgentNotified
from polydesk.kernel.html import sanitize, to_text
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work


def notify(work: Work, notification: NotificationEntry, happened: Happened) -> None:
    """Queue its mail, if its conditions hold."""
    if not holds(work, notification.conditions, happened):
        return
    wanted = recipients_of(work, happened.ticket, notification.recipients, agent_id=happened.agent_id)
    for one in wanted:
        if not (work.config(Mailing).is_ours(one.reader.email) or _is_unwanted(happened, one)):
            send_to(work, notification, happened, one)


def _is_unwanted(happened: Happened, to: Recipient) -> bool:
    """Whether the author of an article wished that this agent, or no agent, hears of it."""
    return bool(to.agent_id) and (happened.wish.nobody or to.agent_id in happened.wish.never)


def send_to(work: Work, notification: NotificationEntry, happened: Happened, to: Recipient) -> None:
    """Queue the mail for one reader. People outside hear nothing of what they may not see, and nobody hears without
    end: what is too much for an agent is held, and `sum_up_held` tells how much there is."""
    ticket = happened.ticket
    is_outside = not to.agent_id and bool(to.reader.login)
    if is_outside and not happened.visible:
        return
    mail = _mail(work, notification, happened, to, is_outside=is_outside)
    if is_outside:
        _show(work, notification, ticket, to, mail)
        if is_over_budget(work, to.reader.email, ticket.id):
            return
    if not is_outside and is_told_enough(work, to.reader.email):
        queue_mail(work, replace(mail, held=OVER_BUDGET))
        return
    queue_mail(work, mail)
    if to.agent_id:
        work.record(AgentNotified(ticket, notification.name, to.reader.login, "Email"))


def _show(work: Work, notification: NotificationEntry, ticket: Ticket, to: Recipient, mail: NewMail) -> None:
    """Customers see it in their portal as well, however much mail they had."""
    login, name = to.reader.login, notification.name
    show_notification(work, ticket, login=login, name=name, title=mail.subject, body=mail.content.text)


def _mail(
    work: Work, notification: NotificationEntry, happened: Happened, to: Recipient, *, is_outside: bool
) -> NewMail:
    ticket = happened.ticket
    facts = Facts(work, ticket, reader=to.reader, article_id=happened.article_id, quotes=_quotes(work, happened, to))
    body = fill(notification.text, facts, is_html=notification.is_html)
    person_id = to.agent_id or to.customer_user_id
    return NewMail(
        recipient=to.reader.email,
        kind=CUSTOMER_NOTIFICATION if is_outside else NOTIFICATION,
        subject=fill(notification.subject, facts),
        message_id=new_message_id(work, ticket.id, happened.article_id or 0, _kind(to), person_id=person_id),
        content=Content(
            sender=ticket_sender(work, ticket) if is_outside else desk_sender(work),
            to=(MailAddress(to.reader.full_name, to.reader.email),),
            text=to_text(body) if notification.is_html else body,
            html=sanitize(body) if notification.is_html else "",
            headers=stream_headers(work, ticket, leaves=_kind(to) if to.may_leave else "", person_id=person_id),
        ),
        envelope_sender=automatic_envelope(work),
        ticket_id=ticket.id,
        article_id=happened.article_id,
    )


def _quotes(work: Work, happened: Happened, to: Recipient) -> bool:
    """To an address outside nothing is repeated that came from there unproved; what an agent wrote may be told."""
    is_inside = bool(to.agent_id) or not to.reader.login
    allowed: bool = work.config(Settings)["AutoResponse::QuotesSender"]
    return is_inside or allowed or happened.sender_type_id == SENDER_AGENT


def _kind(to: Recipient) -> str:
    if to.agent_id:
        return TO_AGENT
    if to.customer_user_id:
        return TO_COLLABORATOR
    return TO_CUSTOMER if to.reader.login else TO_OTHERS
