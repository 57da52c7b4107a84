"""Articles of a ticket, their bodies and files, and the customer's note of having seen them: section 5.6."""

from typing import Any

from polydesk.api.otrs7.answers import Answer, done, ok
from polydesk.api.otrs7.article_body import page, policy
from polydesk.api.otrs7.article_shape import article_shape
from polydesk.api.otrs7.call import Call, is_set
from polydesk.api.otrs7.errors import failed, missing
from polydesk.api.otrs7.file_answer import file_answer
from polydesk.api.otrs7.parameters import Errors, path_ids, said
from polydesk.api.otrs7.routing import Operation
from polydesk.api.otrs7.shown_fields import listed_shapes, shown_among
from polydesk.api.otrs7.ticket_detail import UNREADABLE
from polydesk.api.otrs7.words import translated
from polydesk.desk.fields.registry import Fields
from polydesk.desk.fields.values import read_values
from polydesk.desk.forms.screens import TICKET_DETAIL
from polydesk.desk.notifications.see_ticket import see_notifications_of_ticket
from polydesk.desk.people.directory import Directory
from polydesk.desk.people.preferences import read_preferences
from polydesk.desk.tickets.customer_articles import find_visible_article, find_visible_file
from polydesk.desk.tickets.customer_flags import SEEN
from polydesk.desk.tickets.mark_seen import mark_seen
from polydesk.desk.tickets.models import SENDER_AGENT
from polydesk.desk.tickets.queries import list_attachments
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound, Unavailable
from polydesk.kernel.settings import Settings

_ARTICLE = "/api/customer/ticket/{TicketID}/article/{ArticleID}"
_FILE = f"{_ARTICLE}/attachment/{{AttachmentID}}"
_PICTURE = "UserAvatar"


def article(call: Call) -> Answer:
    row = _found(call)
    look = call.look()
    shape = article_shape(row, list_attachments(look, [row.id])[row.id])
    if is_set(call.parameter("DynamicFields")):
        fields = shown_among(look, look.config(Fields).of_articles, TICKET_DETAIL)
        values = read_values(look.connection, fields, [row.id]) if fields else {}
        shape["DynamicField"] = listed_shapes(fields, values.get(row.id, {}))
    if is_set(call.parameter("Avatar")):
        shape["Avatar"] = _picture(call, row)
    return ok(shape)


def body(call: Call) -> Answer:
    row = _found(call)
    look = call.look()
    remote = look.config(Settings)["OTRS7::RemoteContent"]
    folder = f"/api/customer/ticket/{row.ticket_id}/article/{row.id}/attachment"
    text = page(row, list_attachments(look, [row.id])[row.id], folder=folder, remote=remote)
    policies = (("Content-Security-Policy", policy(remote=remote)),)
    return Answer(200, text.encode("utf-8", "replace"), "text/html; charset=utf-8", policies)


def attachment(call: Call) -> Answer:
    ticket_id, article_id, attachment_id = path_ids(call, "TicketID", "ArticleID", "AttachmentID")
    look = call.look()
    row = find_visible_file(look, ticket_id, article_id, attachment_id)
    may_show = call.path.get("Download", "0") == "0"
    if row is not None:
        try:
            return file_answer(
                look.files,
                file_hash=row.file_hash,
                filename=row.filename,
                content_type=row.content_type,
                may_show=may_show,
            )
        except NotFound:
            pass  # a lost file is no file
    raise missing(translated(call, "There is no such attachment."))


def flag(call: Call) -> Answer:
    name, value = call.text("Flag"), call.text("Value")
    errors: Errors = {}
    for key, sent, known in (("Flag", name, (SEEN,)), ("Value", value, ("0", "1"))):
        if not sent:
            errors[key] = said(call, "This field is required.")
        elif sent not in known:
            errors[key] = said(call, "This value is not among those to choose from.")
    ticket_id, article_id = path_ids(call, "TicketID", "ArticleID", beside=errors)
    customer = call.known.actor
    with call.work() as work:
        mark_seen(work, customer, ticket_id, article_id, seen=value == "1")
        if value == "1":
            see_notifications_of_ticket(work, customer, ticket_id)
    return done()


def _found(call: Call) -> AnyRow:
    ticket_id, article_id = path_ids(call, "TicketID", "ArticleID")
    try:
        return find_visible_article(call.look(), call.known.actor, ticket_id, article_id)
    except Unavailable as error:
        raise failed(*UNREADABLE) from error


def _picture(call: Call, row: AnyRow) -> str:
    """What the sender prefers to look like, if they have an account here."""
    person: Any = None
    if row.created_by_customer:
        person = CustomerActor(row.created_by_customer)
    elif row.sender_type_id == SENDER_AGENT:
        person = AgentActor(row.create_by, call.look().config(Directory).agents[row.create_by].login)
    return read_preferences(call.look(), person, prefix=_PICTURE).get("", "") if person else ""


OPERATIONS = (
    Operation("GET", _ARTICLE, article),
    Operation("GET", f"{_ARTICLE}/body", body, by_cookie=True),
    Operation("POST", f"{_ARTICLE}/flag", flag),
    *(
        Operation(method, path, attachment, by_cookie=True)
        for method in ("GET", "HEAD")
        for path in (_FILE, f"{_FILE}/{{Download}}")
    ),
)
