"""What agents' lists show of a ticket besides its own row, looked up for the tickets of one page only."""

from typing import Any

from sqlalchemy import Select, func, select

from polydesk.desk.people.models import CustomerCompany, CustomerUser
from polydesk.desk.tickets.models import Article, ArticleMime, Ticket, TicketFlag
from polydesk.desk.tickets.seen_by_agent import is_news, own_mark
from polydesk.kernel.work import Look

_TICKET, _ARTICLE, _MIME = Ticket.__table__, Article.__table__.alias("last_article"), ArticleMime.__table__
_PERSON, _COMPANY = CustomerUser.__table__, CustomerCompany.__table__
_FLAG: Any = TicketFlag.__table__


def with_agents_columns(look: Look, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Adds `last_subject`, `last_from` and `last_created` of the last article, `first_name` and `last_name` of the
    customer user, `company`, and `is_unread`: whether that article is somebody else's, and newer than the acting
    agent's mark of having seen the ticket."""
    any_of_it = Article.__table__.alias()
    last = select(func.max(any_of_it.c.id)).where(any_of_it.c.ticket_id == _TICKET.c.id).correlate(_TICKET)
    joined = (
        statement.outerjoin(_ARTICLE, _ARTICLE.c.id == last.scalar_subquery())
        .outerjoin(_MIME, _MIME.c.article_id == _ARTICLE.c.id)
        .outerjoin(_PERSON, func.lower(_PERSON.c.login) == func.lower(_TICKET.c.customer_user))
        .outerjoin(_COMPANY, _COMPANY.c.customer_id == _TICKET.c.customer_id)
        .outerjoin(_FLAG, own_mark(look, _TICKET.c.id))
    )
    return joined.add_columns(
        _MIME.c.subject.label("last_subject"),
        _MIME.c["from"].label("last_from"),
        _ARTICLE.c.create_time.label("last_created"),
        _PERSON.c.first_name,
        _PERSON.c.last_name,
        _COMPANY.c.name.label("company"),
        is_news(look, _ARTICLE, _FLAG.c.create_time).label("is_unread"),
    )
