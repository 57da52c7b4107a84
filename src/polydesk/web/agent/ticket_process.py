"""Processes: the dialogs of the activity a ticket is in, and processes that begin with a new ticket.

A dialog is shown and taken from one list of fields, which is the desk's, with what ACLs leave of it.
"""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import Response

from polydesk.desk.forms.check import Values, check_form, value_of
from polydesk.desk.forms.field import FormField, Kind
from polydesk.desk.people.customers import find_customer
from polydesk.desk.processes.dialog_form import dialog_fields, offered_dialogs
from polydesk.desk.processes.dialog_properties import Filling, with_ids
from polydesk.desk.processes.filled_in import FilledIn, filled_in
from polydesk.desk.processes.parts import AGENT, Activity, Dialog, ProcessEntry
from polydesk.desk.processes.place import Standing, standing_of
from polydesk.desk.processes.stages import StageFailed
from polydesk.desk.processes.start import Done, find_start, start_process, startable_processes
from polydesk.desk.processes.step import step_process
from polydesk.desk.tickets.attach import attach_files
from polydesk.desk.tickets.queries import show_ticket
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work
from polydesk.web.agent.form_words import failure_words, last_sent, sent_for
from polydesk.web.agent.page import Page
from polydesk.web.agent.sent_files import sent_files
from polydesk.web.agent.ticket_found import Found, find_ticket

ENDPOINT = "AgentTicketProcess"
"""What ACLs call these forms."""
NEW = "/tickets/new/process"
_BODY = "Body"


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a ticket stands, and the dialogs that are for this agent now."""

    standing: Standing
    dialogs: Sequence[Dialog]


@dataclass
class Form:
    """A dialog as it was filled in so far; without `found` it opens a ticket. `errors` are by the names of fields."""

    process: ProcessEntry
    activity: Activity
    dialog: Dialog
    found: Found | None
    fields: Sequence[FormField]
    sent: Mapping[str, Any]
    errors: dict[str, str] = field(default_factory=dict)
    problem: str = ""


def stand_of(look: Look, row: AnyRow) -> Stand | None:
    """None for a ticket in no process."""
    standing = standing_of(look, row.id)
    if standing is None:
        return None
    filling = Filling(AGENT, row.customer_user, {}, row)
    goes_on = standing.process.goes_on
    dialogs = offered_dialogs(look, standing.process, standing.activity, filling, ENDPOINT) if goes_on else []
    return Stand(standing, dialogs)


def choose(page: Page) -> Response:
    look = page.look()
    return page.show("agent/process_choose.html", starts=startable_processes(look, Filling(AGENT, "", {}), ENDPOINT))


def start(page: Page) -> Response:
    look, entity_id = page.look(), page.request.path_params["process"]
    filling = _filling(page, look, None)
    found = find_start(look, entity_id, filling, ENDPOINT)
    form = _form(page, look, filling, (found.process, found.activity, found.dialog), None)
    if not _is_sent(page):
        return _show(page, form)

    def store(work: Work, filled: FilledIn) -> Done:
        return start_process(work, entity_id, filled, interface=AGENT)

    return _stored(page, form, store)


def step(page: Page) -> Response:
    look, dialog_id = page.look(), page.request.path_params["dialog"]
    found = find_ticket(page, look)
    stand = stand_of(look, found.row)
    dialog = next((one for one in stand.dialogs if one.entity_id == dialog_id), None) if stand else None
    if stand is None or dialog is None:
        raise NotFound("process.no_activity", dialog=dialog_id)
    process = stand.standing.process
    filling = _filling(page, look, found.row)
    form = _form(page, look, filling, (process, stand.standing.activity, dialog), found)
    if not _is_sent(page):
        return _show(page, form)

    def store(work: Work, filled: FilledIn) -> Done:
        return step_process(work, found.row.id, process.entity_id, dialog.entity_id, filled, interface=AGENT)

    return _stored(page, form, store)


def _filling(page: Page, look: Look, row: AnyRow | None) -> Filling:
    login = row.customer_user if row else page.text("CustomerUserID").strip()
    return Filling(AGENT, login, with_ids(look, last_sent(page.form)), row, bool(sent_files(page)))


def _form(
    page: Page,
    look: Look,
    filling: Filling,
    place: tuple[ProcessEntry, Activity, Dialog],
    found: Found | None,
) -> Form:
    fields = dialog_fields(look, *place, filling, ENDPOINT)
    return Form(*place, found, fields, with_ids(look, sent_for(page.form, fields)))


def _is_sent(page: Page) -> bool:
    """A step that only chooses shows the form again."""
    return page.request.method == "POST" and not page.text("step")


def _stored(page: Page, form: Form, store: Any) -> Response:
    """What cannot be done is told above the form, which keeps what was written."""
    values, failures = check_form(form.fields, _as_taken(page, form))
    form.errors = failure_words(page.texts, failures)
    if form.errors:
        return _show(page, form, 422)
    filled = filled_in(page.look(), form.fields, _with_company(page.look(), values))
    files = sent_files(page)
    try:
        with page.work() as work:
            done = store(work, filled)
            if files and done.article_id:
                attach_files(work, done.ticket_id, done.article_id, files)
    except (StageFailed, Forbidden, Conflict, Invalid) as error:
        form.problem = error.code
        return _show(page, form, 422)
    is_seen = show_ticket(page.look(), done.ticket_id) is not None
    return page.go(f"/tickets/{done.ticket_id}" if is_seen else "/")


def _as_taken(page: Page, form: Form) -> dict[str, Any]:
    """Where the desk's articles are HTML, the text becomes such."""
    sent = dict(form.sent)
    if page.look().config(Settings)["Frontend::RichText"] and isinstance(sent.get(_BODY), str):
        sent[_BODY] = html.escape(sent[_BODY].strip()).replace("\r\n", "\n").replace("\n", "<br>\n")
    return sent


def _with_company(look: Look, values: Values) -> Values:
    """A known customer user brings their company along."""
    login = str(values.get("CustomerUserID") or "").strip()
    person = find_customer(look, login) if login and not values.get("CustomerID") else None
    return {**values, "CustomerID": person.customer_id} if person else values


def _show(page: Page, form: Form, status: int = 200) -> Response:
    return page.show(
        "agent/process_form.html",
        status,
        form=form,
        values={one.name: value_of(one, form.sent) for one in form.fields},
        takes_files=any(one.kind is Kind.UPLOAD for one in form.fields),
        action=page.request.url.path,
    )


PAGES = (
    ("GET", NEW, choose),
    ("GET", f"{NEW}/{{process}}", start),
    ("POST", f"{NEW}/{{process}}", start),
    ("GET", "/tickets/{id:int}/process/{dialog}", step),
    ("POST", "/tickets/{id:int}/process/{dialog}", step),
)
