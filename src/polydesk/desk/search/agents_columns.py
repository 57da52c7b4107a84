"""What agents' lists show of a ticket besides its own row, looked up for the tickets of one page only."""

from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from polydesk.desk.people.models import CustomerCompany, CustomerUser
from polydesk.desk.tickets.customer_flags import SEEN
from polydesk.desk.tickets.models import SENDER_CUSTOMER, Article, ArticleMime, Ticket, TicketFlag
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.work import Look

_TICKET, _ARTICLE, _MIME = Ticket.__table__, Article.__table__.alias("last_article"), ArticleMime.__table__
_PERSON, _COMPANY = CustomerUser.__table__, CustomerCompany.__table__
_FLAG: Any = TicketFlag.__table__


def with_agents_columns(look: Look, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Adds `last_subject`, `last_from` and `last_created` of the last article, `first_name` and `last_name` of the
    customer user, `company`, and `is_unread`: whether that article is somebody else's, and newer than the acting
    agent's mark of having seen the ticket."""
    me = acting_agent_id(look.actor)
    any_of_it = Article.__table__.alias()
    last = select(func.max(any_of_it.c.id)).where(any_of_it.c.ticket_id == _TICKET.c.id).correlate(_TICKET)
    own_mark = and_(
        *(_FLAG.c.object_kind == "ticket", _FLAG.c.object_id == _TICKET.c.id, _FLAG.c.key == SEEN),
        *(_FLAG.c.subject_kind == "agent", _FLAG.c.subject == str(me)),
    )
    by_others = or_(_ARTICLE.c.sender_type_id == SENDER_CUSTOMER, _ARTICLE.c.create_by != me)
    is_new = or_(_FLAG.c.create_time.is_(None), _FLAG.c.create_time < _ARTICLE.c.create_time)
    joined = (
        statement.outerjoin(_ARTICLE, _ARTICLE.c.id == last.scalar_subquery())
        .outerjoin(_MIME, _MIME.c.article_id == _ARTICLE.c.id)
        .outerjoin(_PERSON, func.lower(_PERSON.c.login) == func.lower(_TICKET.c.customer_user))
        .outerjoin(_COMPANY, _COMPANY.c.customer_id == _TICKET.c.customer_id)
        .outerjoin(_FLAG, own_mark)
    )
    return joined.add_columns(
        _MIME.c.subject.label("last_subject"),
        _MIME.c["from"].label("last_from"),
        _ARTICLE.c.create_time.label("last_created"),
        _PERSON.c.first_name,
        _PERSON.c.last_name,
        _COMPANY.c.name.label("company"),
        and_(by_others, is_new).label("is_unread"),
    )
