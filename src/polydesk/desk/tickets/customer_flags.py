"""What customer users have read. Kept by login, apart from the flags of agents."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Moment, Name, Ref
from polydesk.kernel.db import Base


class CustomerArticleFlag(Base):
    __tablename__ = "customer_article_flag"

    customer_login: Mapped[Name] = mapped_column(primary_key=True)
    article_id: Mapped[Ref] = mapped_column(ForeignKey("article.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(50), primary_key=True)
    create_time: Mapped[Moment]
