"""The screens of the customers' interface: what stands on them, and which dynamic fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from polydesk.desk.configuration.entries import Entry, version_of
from polydesk.desk.configuration.wholes import WHOLE, find_screen, save_screen
from polydesk.desk.forms.screens import STATUS_MAP, TICKET_CREATE, TICKET_DETAIL, TICKET_OVERVIEW
from polydesk.kernel.errors import Conflict, Invalid, NotFound
from polydesk.web.admin.areas import Place
from polydesk.web.admin.entries import read_form, show_form, typed_again
from polydesk.web.admin.field_uses import SHOWN, SHOWN_OR_NEEDED
from polydesk.web.admin.inputs import ONE_OF, PAIRS, TEXT, Input, Widget
from polydesk.web.admin.kinds import Kind
from polydesk.web.admin.refusals import refusal_text
from polydesk.web.admin.state_types import STATE_TYPE_NAMES
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

PATH = "/admin/screens"


def _ticks(words: Mapping[str, str]) -> Widget:
    known = tuple(words)

    def read(page: Page, key: str) -> list[str]:
        return [word for word in known if word in page.form.getlist(key)]

    return Widget("ticks", read, lambda held: sorted(held or ()), template="admin/ticks.html", parts=words)


def _mapped_ticks(words: Mapping[str, str]) -> Widget:
    """As `_ticks`, for what is kept as a mapping from words to 0 and 1."""
    known = tuple(words)

    def read(page: Page, key: str) -> dict[str, int]:
        return {word: int(word in page.form.getlist(key)) for word in known}

    def show(held: Mapping[str, Any] | None) -> list[str]:
        return sorted(word for word, value in (held or {}).items() if str(value) == "1")

    def merge(held: Mapping[str, Any], given: Mapping[str, int]) -> Mapping[str, Any]:
        return held if show(held) == show(given) else {**held, **given}

    return Widget("ticks", read, show, merge=merge, template="admin/ticks.html", parts=words)


def _or_empty(widget: Widget) -> Widget:
    return Widget(widget.name, lambda page, key: widget.read(page, key) or "", widget.show)


_SWITCH = Widget("flag", lambda page, key: int(page.text(key) == "1"), lambda value: str(value) == "1")
_NAMED = _or_empty(ONE_OF)
_FIELDS = _("Dynamic fields")
_DEFAULTS = _("Chosen beforehand")
_ATTRIBUTES = {
    "Queue": _("Queue"),
    "State": _("State"),
    "Priority": _("Priority"),
    "Owner": _("Owner"),
    "Type": _("Type"),
    "Service": _("Service"),
    "SLA": _("Agreement"),
}


@dataclass(frozen=True)
class ScreenForm:
    name: str
    title: str
    about: str
    inputs: tuple[Input, ...]

    @property
    def kind(self) -> Kind:
        return Kind("screens", "screens", _("Customers' screens"), self.title, ("title",), self.inputs, self.about)


SCREENS: Mapping[str, ScreenForm] = {
    one.name: one
    for one in (
        ScreenForm(
            TICKET_CREATE,
            _("Opening a ticket"),
            _("What customers may choose when they open a ticket."),
            (
                Input("Queue", _("They choose the queue"), _SWITCH),
                Input("Priority", _("They choose the priority"), _SWITCH),
                Input("Type", _("They choose the type"), _SWITCH),
                Input("Service", _("They choose the service"), _SWITCH),
                Input("ServiceMandatory", _("A service is needed"), _SWITCH),
                Input("SLA", _("They choose the agreement"), _SWITCH),
                Input("SLAMandatory", _("An agreement is needed"), _SWITCH),
                Input("QueueDefault", _("Queue"), _NAMED, section="queues", group=_DEFAULTS),
                Input("PriorityDefault", _("Priority"), _NAMED, section="priorities", group=_DEFAULTS),
                Input("StateDefault", _("State"), _NAMED, section="states", group=_DEFAULTS),
                Input("NextScreenAfterNewTicket", _("Page afterwards"), TEXT, group=_DEFAULTS),
                Input("DynamicField", _FIELDS, SHOWN_OR_NEEDED, further_sections=("dynamic_fields",)),
            ),
        ),
        ScreenForm(
            TICKET_DETAIL,
            _("Reading and answering a ticket"),
            _("What customers see of a ticket, and what they may set with an answer."),
            (
                Input("AttributesView", _("They see"), _mapped_ticks(_ATTRIBUTES)),
                Input("DynamicField", _("Dynamic fields they see"), SHOWN, further_sections=("dynamic_fields",)),
                Input("State", _("They choose the state"), _SWITCH, group=_("With an answer")),
                Input("Priority", _("They choose the priority"), _SWITCH, group=_("With an answer")),
                Input("StateDefault", _("State"), _NAMED, section="states", group=_("With an answer")),
                Input("NextScreenAfterFollowUp", _("Page afterwards"), TEXT, group=_("With an answer")),
                Input("StateType", _("Types of states offered"), _ticks(STATE_TYPE_NAMES), group=_("With an answer")),
                Input(
                    "FollowUpDynamicField",
                    _FIELDS,
                    SHOWN_OR_NEEDED,
                    further_sections=("dynamic_fields",),
                    group=_("With an answer"),
                ),
            ),
        ),
        ScreenForm(
            TICKET_OVERVIEW,
            _("List of tickets"),
            _("The columns of customers' lists, and what an empty one says."),
            (
                Input("ColumnHeader", _("Title column"), TEXT, _("TicketTitle or LastCustomerSubject.")),
                Input("Owner", _("Column of the owner"), _SWITCH),
                Input("Queue", _("Column of the queue"), _SWITCH),
                Input("DynamicField", _FIELDS, SHOWN, further_sections=("dynamic_fields",)),
                Input("CustomEmptyText", _("An empty list says"), PAIRS, _("Lines of Title, Text and Button.")),
            ),
        ),
        ScreenForm(
            STATUS_MAP,
            _("Names of states in lists"),
            _("What customers read instead of a state."),
            (Input(WHOLE, _("Names"), PAIRS, _("One a line: state = name.")),),
        ),
    )
}


def _index(page: Page) -> Response:
    return page.show("admin/screens.html", screens=SCREENS.values(), path_to=PATH, saved=page.parameter("saved"))


def _screen(page: Page) -> Response:
    form = _form_of(page)
    found = find_screen(page.look(), form.name)
    values = {one.key: one.widget.show(found.get(one.key)) for one in form.inputs}
    return _shown(form, page, values, found)


def _save(page: Page) -> Response:
    form = _form_of(page)
    known = find_screen(page.look(), form.name)
    given, errors = read_form(form.kind, page, {"id": form.name, **known})
    del given["id"]
    if not errors:
        page.desk.close()
        try:
            with page.work() as work:
                save_screen(work, form.name, given, seen=page.text("version") or None)
        except (Invalid, Conflict) as error:
            errors[""] = refusal_text(error, page.texts)[1]
        else:
            return page.go(f"{PATH}?saved=1")
    return _shown(form, page, typed_again(form.kind, page, given), known, errors)


def _shown(
    form: ScreenForm, page: Page, values: Mapping[str, Any], found: Entry, errors: Mapping[str, str] | None = None
) -> Response:
    entry = {"id": form.name, "title": page.texts.gettext(form.title), **found}
    return show_form(form.kind, page, values, entry=entry, errors=errors, version=version_of(found))


def _form_of(page: Page) -> ScreenForm:
    """Raises NotFound."""
    name = page.request.path_params["name"]
    if name not in SCREENS:
        raise NotFound("screen", name=name)
    return SCREENS[name]


PLACE = Place(PATH, _("Customers' screens"), _("What stands on them, and which dynamic fields."))
PAGES = (
    ("GET", PATH, _index),
    ("GET", PATH + "/{name}", _screen),
    ("POST", PATH + "/{name}", _save),
)
