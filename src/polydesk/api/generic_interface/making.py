"""From checked parts of a request to what the desk makes of them."""

from collections.abc import Sequence

from polydesk.api.generic_interface.checks.article import ArticlePart
from polydesk.api.generic_interface.checks.fields import FieldValue
from polydesk.api.generic_interface.errors import Fault
from polydesk.desk.tickets.add_article import NewArticle
from polydesk.desk.tickets.set_fields import set_fields
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Work


def article_from(part: ArticlePart, *, sender: str, to: str, cc: str = "", bcc: str = "") -> NewArticle:
    """`sender` is the From unless the request has one; the other addresses are the caller's business."""
    return NewArticle(
        subject=part.word("Subject"),
        body=part.word("Body"),
        content_type=part.content_type,
        sender_type_id=part.sender_type_id,
        channel_id=part.channel_id,
        visible=part.visible,
        from_=part.word("From") or sender,
        to=to,
        cc=cc,
        bcc=bcc,
        history_type=part.word("HistoryType"),
        history_comment=part.word("HistoryComment"),
        notify=part.notify,
    )


def set_checked_fields(
    work: Work, ticket_id: int, values: Sequence[FieldValue], kind: str, *, article_id: int | None = None
) -> None:
    """Set the fields of one object kind (Ticket or Article) among those of a request."""
    own = [(field, value) for field, value in values if field.object_kind == kind]
    if not own:
        return
    try:
        set_fields(work, ticket_id, own, article_id=article_id)
    except Invalid as error:
        name = error.details["field"]
        raise Fault(f"Dynamic Field {name} could not be set, please contact the system administrator") from error
