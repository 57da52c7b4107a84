"""Find what a mail may belong to."""

from sqlalchemy import func, select

from polydesk.desk.people.addresses import addresses_in
from polydesk.desk.tickets.models import SENDER_CUSTOMER, Article, ArticleMime, Ticket
from polydesk.kernel.work import Look


def exists(look: Look, ticket_id: int) -> bool:
    alive = (Ticket.id == ticket_id, Ticket.deleted_at.is_(None))
    return 0 < ticket_id < 2**63 and look.connection.execute(select(Ticket.id).where(*alive)).first() is not None


def ticket_numbered(look: Look, number: str) -> int | None:
    """The id of the ticket with this number."""
    rows = select(Ticket.id).where(Ticket.number == number, Ticket.deleted_at.is_(None))
    return look.connection.execute(rows).scalar()


def last_message(look: Look, ticket_id: int) -> int | None:
    """The newest article a customer wrote."""
    theirs = (Article.ticket_id == ticket_id, Article.sender_type_id == SENDER_CUSTOMER)
    return look.connection.execute(select(func.max(Article.id)).where(*theirs)).scalar()


def wrote(look: Look, article_id: int, address: str) -> bool:
    """Whether an article came from this address."""
    sender = look.connection.execute(select(ArticleMime.from_).where(ArticleMime.article_id == article_id)).scalar()
    return address.lower() in [one.lower() for one in addresses_in(sender or "")]


def article_of(look: Look, ticket_id: int, article_id: int) -> int | None:
    """The article's id if it is one of the ticket's."""
    rows = select(Article.id).where(Article.id == article_id, Article.ticket_id == ticket_id)
    return look.connection.execute(rows).scalar()


def number_of(look: Look, ticket_id: int) -> str:
    """Empty for a ticket that was deleted since."""
    rows = select(Ticket.number).where(Ticket.id == ticket_id, Ticket.deleted_at.is_(None))
    return look.connection.execute(rows).scalar() or ""
