"""The message an article was made from."""

from sqlalchemy import select

from polydesk.desk.mailroom.models import ACCEPTED, MailMessage
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look

_TABLE = MailMessage.metadata.tables["mail_message"]


def find_message_of(look: Look, ticket_id: int, article_id: int) -> AnyRow | None:
    """The first of several copies. Only for who may see the article: that is to be found out before."""
    of_article = (_TABLE.c.ticket_id == ticket_id, _TABLE.c.article_id == article_id, _TABLE.c.state == ACCEPTED)
    return look.connection.execute(select(_TABLE).where(*of_article).order_by(_TABLE.c.id).limit(1)).first()
