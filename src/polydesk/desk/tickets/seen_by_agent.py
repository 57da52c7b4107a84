"""What an agent has seen of a ticket: everything up to a moment, kept as a mark of the agent on the ticket."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from polydesk.desk.tickets.customer_flags import SEEN
from polydesk.desk.tickets.flag import set_flag
from polydesk.desk.tickets.models import SENDER_CUSTOMER, Article, TicketFlag
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.work import Look, Work

_ARTICLE: Any = Article.__table__
_FLAG: Any = TicketFlag.__table__


def own_mark(look: Look, ticket_id: Any) -> ColumnElement[bool]:
    """The condition on the table of marks under which one says when the acting agent has seen this ticket."""
    of_ticket = (_FLAG.c.object_kind == "ticket", _FLAG.c.object_id == ticket_id, _FLAG.c.key == SEEN)
    return and_(*of_ticket, _FLAG.c.subject_kind == "agent", _FLAG.c.subject == str(acting_agent_id(look.actor)))


def is_news(look: Look, article: Any, seen_at: Any) -> ColumnElement[bool]:
    """Whether an article is somebody else's, and newer than what the acting agent has seen."""
    by_others = or_(article.c.sender_type_id == SENDER_CUSTOMER, article.c.create_by != acting_agent_id(look.actor))
    return and_(by_others, or_(seen_at.is_(None), seen_at < article.c.create_time))


def newest_if_unseen(look: Look, ticket_id: int) -> int | None:
    """The id of a ticket's newest article if there is news in the ticket; None if there is none."""
    seen_at = select(_FLAG.c.create_time).where(own_mark(look, ticket_id)).scalar_subquery()
    has_news = func.max(case((is_news(look, _ARTICLE, seen_at), 1), else_=0))
    row = look.connection.execute(select(func.max(_ARTICLE.c.id), has_news).where(_ARTICLE.c.ticket_id == ticket_id))
    newest, news = row.one()
    return newest if news else None


def mark_ticket_seen(work: Work, ticket_id: int, *, up_to: int) -> None:
    """Unless something came after the article the agent has been shown last."""
    newest = select(func.max(_ARTICLE.c.id)).where(_ARTICLE.c.ticket_id == ticket_id)
    if work.connection.execute(newest).scalar() == up_to:
        set_flag(work, ticket_id, SEEN, "1")
