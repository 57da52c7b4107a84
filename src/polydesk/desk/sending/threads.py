"""What a reply answers: In-Reply-To and References, from the mails of a ticket's conversation."""

import re

from sqlalchemy import bindparam, select

from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.tickets.models import SENDER_CUSTOMER, Article, ArticleMime
from polydesk.kernel.work import Look

_ID = re.compile(r"[!-;=?-~]{1,250}")
_MOST = 12
_MIME, _ARTICLE, _MAIL = (one.metadata.tables[one.__tablename__] for one in (ArticleMime, Article, OutgoingMail))
_BEFORE = (
    select(_MIME.c.message_id, _MIME.c.in_reply_to, _MIME.c.references)
    .join(_ARTICLE, _ARTICLE.c.id == _MIME.c.article_id)
    .where(
        _ARTICLE.c.ticket_id == bindparam("ticket"),
        _ARTICLE.c.id < bindparam("before"),
        _ARTICLE.c.visible == 1,
        _MIME.c.message_id != "",
    )
    .order_by((_ARTICLE.c.sender_type_id == SENDER_CUSTOMER).desc(), _ARTICLE.c.id.desc())
    .limit(1)
)
_SENT = (
    select(_MAIL.c.message_id)
    .where(_MAIL.c.ticket_id == bindparam("ticket"), _MAIL.c.recipient == bindparam("to"))
    .order_by(_MAIL.c.id.desc())
    .limit(1)
)


def ids_in(text: str) -> list[str]:
    """The Message-IDs in a header or stored text, without brackets; what could not stand in a header is left out."""
    return [one for one in re.split(r"[\s<>,]+", text[:100_000]) if _ID.fullmatch(one) and "=?" not in one]


def thread_before(look: Look, ticket_id: int, article_id: int, to: str) -> tuple[str, list[str]]:
    """The id to be answered ("" for none) and the References that lead to it.

    That is the customer's last mail, else the last visible one, else what we sent to that address by ourselves.
    """
    row = look.connection.execute(_BEFORE, {"ticket": ticket_id, "before": article_id}).first()
    if row is None:
        sent = look.connection.execute(_SENT, {"ticket": ticket_id, "to": to}).scalar()
        return (sent, [sent]) if sent else ("", [])
    answered = ids_in(row.message_id)[:1]
    before = ids_in(row.references) or ids_in(row.in_reply_to)
    references = list(dict.fromkeys([one for one in before if one not in answered] + answered))
    return answered[0] if answered else "", shortened(references)


def shortened(references: list[str]) -> list[str]:
    """The first and the last ones: what mail programs go by."""
    return references if len(references) <= _MOST else [references[0], *references[1 - _MOST :]]
