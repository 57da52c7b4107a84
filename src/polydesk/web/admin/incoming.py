"""Mail that came in: how fetching goes, and what became of each message."""

from starlette.responses import Response

from polydesk.desk.audit.record import audit
from polydesk.desk.mailroom.queries import find_message, list_messages
from polydesk.desk.mailroom.runs import list_runs
from polydesk.desk.statistics.vital_signs import messages_by_state
from polydesk.web.admin.areas import Place
from polydesk.web.admin.entries import entry_id
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

PATH = "/admin/incoming-mail"
MOST_SHOWN = 200_000
"""Bytes of a message that are shown."""

PLACE = Place(PATH, _("Incoming mail"), _("What became of each message, and how fetching goes."))
STATES = (_("parked"), _("rejected"), _("received"), _("accepted"))


def listed(page: Page) -> Response:
    look, state = page.look(), page.parameter("state")
    return page.show(
        "admin/incoming.html",
        messages=list_messages(look, state=state if state in STATES else None, limit=100),
        runs=list_runs(look),
        counts=messages_by_state(look),
        state=state,
        states=STATES,
    )


def one(page: Page) -> Response:
    look = page.look()
    message = find_message(look, entry_id(page))
    raw = look.files.get(message.file_hash)[:MOST_SHOWN] if page.parameter("raw") == "1" else b""
    return page.show(
        "admin/incoming_message.html",
        message=message,
        raw=raw.decode("utf-8", "replace"),
        tried=page.parameter("tried")[:10],
    )


def retry(page: Page) -> Response:
    """What became a ticket or an article stays that."""
    number = entry_id(page)
    find_message(page.look(), number)
    with page.work() as work:
        audit(work, "mail.retry", "mail_message", number)
    state = page.desk.mail_office().retry(number)
    return page.go(f"{PATH}/{number}?tried={state}")


PAGES = (
    ("GET", PATH, listed),
    ("GET", f"{PATH}/{{id}}", one),
    ("POST", f"{PATH}/{{id}}/retry", retry),
)
