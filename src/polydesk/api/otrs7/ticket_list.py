"""Lists of a customer's tickets, and how many there are: specification, section 5.2."""

from collections.abc import Mapping, Sequence
from typing import Any

from polydesk.api.otrs7.answers import Answer, ok
from polydesk.api.otrs7.call import Call, is_set
from polydesk.api.otrs7.errors import invalid_input, missing
from polydesk.api.otrs7.parameters import Errors, said, whole
from polydesk.api.otrs7.preference_fields import DEFAULTS, PER_PAGE, SORT_COLUMNS
from polydesk.api.otrs7.routing import Operation
from polydesk.api.otrs7.shown_fields import keyed_shapes, shown_among
from polydesk.api.otrs7.ticket_shape import ticket_shape
from polydesk.api.otrs7.words import translated
from polydesk.desk.fields.registry import Fields
from polydesk.desk.fields.values import Stored, read_values
from polydesk.desk.forms.screens import TICKET_OVERVIEW
from polydesk.desk.people.preferences import read_preferences
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.customer_tickets import Page, Wanted, count_customer_tickets, list_customer_tickets
from polydesk.desk.search.ordering import is_sort_key
from polydesk.desk.sending.subjects import bare_subject
from polydesk.kernel.db import AnyRow
from polydesk.kernel.settings import Settings

_OPEN = frozenset(("new", "open", "pending reminder", "pending auto"))
_ALL_BUT_CLOSED = _OPEN | {"removed", "merged"}
_FILTERS = ("", "All", "Open", "Closed")
_FIELD = "DynamicField_"
_PREFERRED = "TicketList"
_PER_PAGE, _SORT_BY, _ORDER_BY = (f"{_PREFERRED}{name}" for name in ("TicketsPerPage", "SortBy", "OrderBy"))
MOST_WORDS, LONGEST_SEARCH = 20, 500
_MOST_PAGES = 10**9


def list_tickets(call: Call) -> Answer:
    errors: Errors = {}
    wanted, page = _wanted(call, errors), _page(call, errors)
    _refuse(call, wanted, errors)
    look = call.look()
    rows, total = list_customer_tickets(look, call.known.actor, wanted, page)
    extended = is_set(call.parameter("Extended"))
    shapes = [ticket_shape(look, row, is_unread=bool(row.is_unread), extended=extended) for row in rows]
    if page.with_last_subject:
        for shape, row in zip(shapes, rows, strict=True):
            shape["LastCustomerSubject"] = bare_subject(look, row.number, row.last_subject or "")
    if is_set(call.parameter("DynamicFields")):
        _add_fields(call, shapes, rows)
    return ok({"TotalTickets": total, "List": shapes})


def count_tickets(call: Call) -> Answer:
    errors: Errors = {}
    wanted = _wanted(call, errors)
    _refuse(call, wanted, errors)
    return ok({"TotalTickets": count_customer_tickets(call.look(), call.known.actor, wanted)})


def _refuse(call: Call, wanted: Wanted, errors: Errors) -> None:
    if errors:
        raise invalid_input(errors)
    settings = call.look().config(Settings)
    if wanted.with_company and settings["Ticket::Frontend::CustomerDisableCompanyTicketAccess"]:
        raise missing(translated(call, "Company tickets are disabled."))


def _wanted(call: Call, errors: Errors) -> Wanted:
    state_filter, search = call.parameter("StateFilter"), call.parameter("Search")
    if state_filter not in _FILTERS:
        errors["StateFilter"] = said(call, "This value is not among those to choose from.")
    words = search.split()
    if len(words) > MOST_WORDS or len(search) > LONGEST_SEARCH:
        errors["Search"] = said(
            call, "At most %s words and %s characters are allowed.", str(MOST_WORDS), str(LONGEST_SEARCH)
        )
    return Wanted(
        with_company=is_set(call.parameter("CompanyTickets")), state_types=_state_types(call, state_filter), words=words
    )


def _state_types(call: Call, state_filter: str) -> frozenset[str] | None:
    if state_filter == "Open":
        return _OPEN
    if state_filter == "Closed":
        types = call.look().config(Catalogue).state_types
        return frozenset(one.name for one in types) - _ALL_BUT_CLOSED
    return None


def _page(call: Call, errors: Errors) -> Page:
    preferred = _preferred(call)
    sort_by = call.parameter("SortBy") or preferred[_SORT_BY]
    if not _is_sortable(call, sort_by):
        errors["SortBy"] = said(call, "This value is not among those to choose from.")
    ascending = call.parameter("SortAscending")
    is_up = is_set(ascending) if ascending else preferred[_ORDER_BY] == "Up"
    limit = whole(call, "TicketsPerPage", default=int(preferred[_PER_PAGE]), most=int(PER_PAGE[-1]), errors=errors)
    number = whole(call, "Page", default=1, most=_MOST_PAGES, errors=errors)
    return Page(
        limit=limit,
        offset=(number - 1) * limit,
        order=((sort_by, not is_up),),
        with_last_subject=is_set(call.parameter("LastCustomerSubject")),
    )


def _preferred(call: Call) -> Mapping[str, str]:
    """What was stored in other times, and is no choice any more, counts as not chosen."""
    stored = read_preferences(call.look(), call.known.actor, prefix=_PREFERRED)
    chosen = {f"{_PREFERRED}{name}": value for name, value in stored.items()}
    usable = {
        name: value
        for name, value in chosen.items()
        if (name == _PER_PAGE and value in PER_PAGE)
        or (name == _SORT_BY and _is_sortable(call, value))
        or name == _ORDER_BY
    }
    return {**DEFAULTS, **usable}


def _is_sortable(call: Call, name: str) -> bool:
    return name in SORT_COLUMNS or (name.startswith(_FIELD) and is_sort_key(call.look(), name))


def _add_fields(call: Call, shapes: Sequence[dict[str, Any]], rows: Sequence[AnyRow]) -> None:
    look = call.look()
    fields = shown_among(look, look.config(Fields).of_tickets, TICKET_OVERVIEW)
    values: Mapping[int, Mapping[int, Stored]] = {}
    if fields and rows:
        values = read_values(look.connection, fields, [row.id for row in rows])
    for shape, row in zip(shapes, rows, strict=True):
        shape.update(keyed_shapes(fields, values.get(row.id, {})))


OPERATIONS = (
    Operation("GET", "/api/customer/ticket/list", list_tickets),
    Operation("GET", "/api/customer/ticket/count", count_tickets),
)
