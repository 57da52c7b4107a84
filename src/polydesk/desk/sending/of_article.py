"""The mail an article went out as."""

from collections.abc import Sequence

from sqlalchemy import select

from polydesk.desk.sending.compose import compose
from polydesk.desk.sending.content import from_json
from polydesk.desk.sending.models import OutgoingMail
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look

_TABLE = OutgoingMail.metadata.tables["outgoing_mail"]
MOST = 100


def list_mail_of(look: Look, ticket_id: int, article_id: int) -> Sequence[AnyRow]:
    """One row for each recipient. Only for who may see the article: that is to be found out before."""
    of_article = (_TABLE.c.ticket_id == ticket_id, _TABLE.c.article_id == article_id)
    return look.connection.execute(select(_TABLE).where(*of_article).order_by(_TABLE.c.id).limit(MOST)).all()


def source_of(look: Look, row: AnyRow) -> bytes:
    """As it goes, or went, over the wire. Raises NotFound when one of its files is gone."""
    content = from_json(row.content)
    return compose(content, look.files, subject=row.subject, message_id=row.message_id, moment=row.create_time)
