"""What customer users have read. Kept by login, apart from the flags of agents."""

from sqlalchemy import ColumnElement, ForeignKey, String, and_, func, or_
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Moment, Name, Ref
from polydesk.desk.tickets.models import SENDER_CUSTOMER, Article, Ticket
from polydesk.kernel.db import Base

SEEN = "Seen"


class CustomerArticleFlag(Base):
    __tablename__ = "customer_article_flag"

    customer_login: Mapped[Name] = mapped_column(primary_key=True)
    """In lower case."""
    article_id: Mapped[Ref] = mapped_column(ForeignKey("article.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(50), primary_key=True)
    create_time: Mapped[Moment]


def wrote(login: str | ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the customer user of this login, in lower case, wrote the article of the ticket of a row.

    What came by mail from a customer is taken for the ticket's own customer user's.
    """
    author = func.lower(Article.created_by_customer)
    is_mail = and_(author.is_(None), Article.sender_type_id == SENDER_CUSTOMER)
    return or_(func.coalesce(author, "") == login, and_(is_mail, func.lower(Ticket.customer_user) == login))
