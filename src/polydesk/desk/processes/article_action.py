"""The action of a transition that writes an article."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from polydesk.desk.people.addresses import mail_string
from polydesk.desk.people.directory import Directory
from polydesk.desk.processes.chosen import text, whole
from polydesk.desk.tickets.account_time import LARGEST, account_time
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.events import NotifyWish
from polydesk.desk.tickets.history_types import TYPE_IDS
from polydesk.desk.tickets.models import CHANNEL_CHAT, CHANNELS, SENDER_TYPES, Ticket
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Work

Config = Mapping[str, Any]
_LONGEST_SUBJECT = 3800
_OLD_TYPES = {
    "note-internal": ("Internal", False),
    "note-external": ("Internal", True),
    "note-report": ("Internal", False),
    "phone": ("Phone", True),
    "webrequest": ("Internal", True),
    "email-internal": ("Email", False),
    "email-external": ("Email", True),
}
"""What OTRS up to 5 called kinds of articles: the channel of each, and whether customers see it."""


def article_create(work: Work, ticket: Ticket, config: Config) -> None:
    """Nothing is sent, whatever the channel. Raises Invalid without a subject and a body."""
    write_article(work, ticket, *prepared_article(work, config))


def prepared_article(work: Work, config: Config) -> tuple[NewArticle, Decimal]:
    """With the time it took. Raises Invalid for what can be no article."""
    return new_article(work, config), _units(text(config, "TimeUnit") or "0")


def write_article(work: Work, ticket: Ticket, article: NewArticle, units: Decimal) -> None:
    article_id = add_article(work, ticket.id, article)
    account_time(work, ticket.id, units, article_id=article_id)


def new_article(work: Work, config: Config) -> NewArticle:
    subject, body = text(config, "Subject"), text(config, "Body")
    sender = SENDER_TYPES.get(text(config, "SenderType") or "agent")
    channel, visible = _channel_and_visibility(config)
    if not subject or not body or sender is None or channel is None or channel == CHANNEL_CHAT:
        raise Invalid("process.article")
    return NewArticle(
        subject=subject[:_LONGEST_SUBJECT],
        body=body,
        content_type=_content_type(config),
        sender_type_id=sender,
        channel_id=channel,
        visible=visible,
        from_=text(config, "From") or _name_of_author(work),
        to=text(config, "To"),
        cc=text(config, "Cc"),
        reply_to=text(config, "ReplyTo"),
        message_id=text(config, "MessageID"),
        in_reply_to=text(config, "InReplyTo"),
        references=text(config, "References"),
        history_type=_history_type(config),
        history_comment=text(config, "HistoryComment") or "%%",
        notify=_wish(config),
    )


def _channel_and_visibility(config: Config) -> tuple[int | None, bool]:
    old = _OLD_TYPES.get(text(config, "ArticleType"), ("Internal", False))
    name = text(config, "CommunicationChannel") or old[0]
    shown = text(config, "IsVisibleForCustomer")
    return CHANNELS.get(name), shown == "1" if shown else old[1]


def _content_type(config: Config) -> str:
    given = text(config, "ContentType", "MimeType").lower()
    return f"{'text/html' if given.startswith('text/html') else 'text/plain'}; charset=utf-8"


def _history_type(config: Config) -> str:
    wanted = text(config, "HistoryType")
    return wanted if wanted in TYPE_IDS else "AddNote"


def _name_of_author(work: Work) -> str:
    agent = work.config(Directory).agents.get(acting_agent_id(work.actor))
    return mail_string(agent.first_name, agent.last_name, agent.email) if agent else ""


def _wish(config: Config) -> NotifyWish:
    return NotifyWish(
        nobody=text(config, "NoAgentNotify") == "1",
        also=_agents(config, "ForceNotificationToUserID"),
        never=_agents(config, "ExcludeNotificationToUserID") | _agents(config, "ExcludeMuteNotificationToUserID"),
    )


def _agents(config: Config, key: str) -> frozenset[int]:
    """Ids, parted by commas."""
    ids = (whole(one.strip()) for one in text(config, key).split(","))
    return frozenset(one for one in ids if one is not None)


def _units(written: str) -> Decimal:
    try:
        units = Decimal(written)
    except InvalidOperation:
        units = Decimal(-1)
    if not units.is_finite() or not 0 <= units <= LARGEST:
        raise Invalid("time_units", units=written)
    return units
