"""A desk whose forms for customers show something of everything, and what the tests of forms need to see of it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, select

from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.desk.tickets.models import Article, ArticleMime, Attachment, Ticket
from polydesk.desk.uploads.models import Upload
from polydesk.kernel.events import Event, Recorders
from polydesk.wiring import CONFIGURATION, RECORDERS
from tests.world.cast import build_world
from tests.world.tickets import configured

AnyRow = Row[*tuple[Any, ...]]
TICKET, FORM = "/api/customer/ticket", "/api/frontend/external/form/ticket"
CREATE = {
    "QueueDefault": "Sales",
    "DynamicField": {"Product": 1, "Topics": 1, "DueDate": 1, "Approved": 1, "Urgency": 0, "Notes": 1},
}
ANSWER = {"FollowUpDynamicField": {"Product": 1, "Topics": 1, "Approved": 1}}
SALES, SUPPORT = "5", "7"


def build_portal(desk: Desk) -> None:
    build_world(desk)
    configured(
        desk,
        settings={"CustomerSessionPerUserLimit": 0, "CustomerSessionLimit": 0, "WebMaxFileUpload": 2000},
        screens={"ExternalFrontend::TicketCreate": CREATE, "ExternalFrontend::TicketDetailView": ANSWER},
        queues=[
            {"name": "Locking", "group": "sales", "follow_up_lock": True},
            {"name": "Rejecting", "group": "sales", "follow_up": "reject"},
            {"name": "Anew", "group": "sales", "follow_up": "new ticket"},
            {"name": "Gone", "group": "sales", "valid": "invalid"},
        ],
    )


def failing_on(desk: Desk, event: type[Event]) -> Desk:
    """The same desk with a disk that fails as soon as this has happened."""

    def fail(_work: object, _event: object) -> None:
        raise OSError("no space left")

    recorders = Recorders({**RECORDERS._table, event: (*RECORDERS._table.get(event, ()), fail)})
    return Desk(desk.database, desk.files, recorders=recorders, configuration=CONFIGURATION)


def reconfigured(desk: Desk, document: Mapping[str, Any]) -> None:
    with desk.work() as work:
        load_configuration(work, dict(document))


def ticket_of(desk: Desk, number: str) -> AnyRow:
    with desk.look() as look:
        return look.connection.execute(select(Ticket.__table__).where(Ticket.number == number)).one()


def articles_of(desk: Desk, ticket_id: int) -> list[AnyRow]:
    mime = ArticleMime.__table__
    rows = select(Article.__table__, mime).join(mime, mime.c.article_id == Article.id).order_by(Article.id)
    with desk.look() as look:
        return list(look.connection.execute(rows.where(Article.ticket_id == ticket_id)))


def files_of(desk: Desk, article_id: int) -> list[AnyRow]:
    rows = select(Attachment.__table__).where(Attachment.article_id == article_id).order_by(Attachment.id)
    with desk.look() as look:
        return list(look.connection.execute(rows))


def uploads_of(desk: Desk, form_id: str) -> list[str]:
    """The names of the files a form has."""
    rows = select(Upload.filename).where(Upload.form_id == form_id).order_by(Upload.file_number)
    with desk.look() as look:
        return list(look.connection.execute(rows).scalars())


def file_body(filename: str, content: bytes, *, name: str = "Upload", kind: str = "text/plain") -> bytes:
    """One file as a browser sends it."""
    quoted = filename.replace('"', "%22")
    head = (
        f'--limit\r\nContent-Disposition: form-data; name="{name}"; filename="{quoted}"\r\nContent-Type: {kind}\r\n\r\n'
    )
    return head.encode() + content + b"\r\n--limit--\r\n"


FORM_DATA = {"content-type": "multipart/form-data; boundary=limit"}
