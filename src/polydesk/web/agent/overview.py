"""Lists of tickets: those agents work from, one for each queue, and what agents have saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl

from starlette.responses import Response

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.criteria import IdKey, TicketCriteria
from polydesk.desk.search.list_tickets import Part, SortKey, list_page_of_tickets
from polydesk.desk.search.saved import find_saved
from polydesk.desk.search.views import View, criteria_of, going_on
from polydesk.desk.tickets.changes import newest_entry
from polydesk.kernel.errors import NotFound
from polydesk.kernel.storable import storable
from polydesk.web.agent.bulk import told_outcome
from polydesk.web.agent.list_columns import COLUMNS, TITLE, chosen_columns
from polydesk.web.agent.list_filters import Choices, choices_of, readable
from polydesk.web.agent.list_request import FILTERS, ListRequest, read_id, read_list_request
from polydesk.web.agent.list_rows import rows_of
from polydesk.web.agent.navigation import VIEW_NAMES, home_name, my_queues, navigation, own_queues, with_subqueues
from polydesk.web.agent.page import Page

PER_PAGE = 50
_BY_URGENCY = {View.ESCALATED: SortKey.ESCALATION, View.ESCALATING: SortKey.ESCALATION, View.PENDING: SortKey.PENDING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A list before filters. `key` is what its columns are remembered under."""

    key: str
    base: str
    """The view that a saved filter of it narrows; empty for a list no filter can describe."""
    title: str
    path: str
    criteria: TicketCriteria
    sort: SortKey = SortKey.UPDATED
    is_down: bool = True
    saved_id: int | None = None
    is_own: bool = False
    columns: Sequence[str] = ()
    implied: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """Filters that make this list out of its base."""


def home(page: Page) -> Response:
    return show_list(page, home_list(page))


def home_list(page: Page) -> Shown:
    """The queues an agent has chosen; without a choice all."""
    look = page.look()
    chosen = my_queues(look, page.preferences)
    ids = {IdKey.STATE: going_on(look)}
    if chosen:
        ids[IdKey.QUEUE] = frozenset(chosen)
    title = home_name(look, page.texts, page.preferences)
    criteria = TicketCriteria(archived=False, ids=ids)
    return Shown(key="queues", base="queues", title=title, path="/", criteria=criteria)


def view(page: Page) -> Response:
    return show_list(page, shown_view(page, page.request.path_params["view"]))


def queue(page: Page) -> Response:
    """With those below it."""
    look, queue_id = page.look(), read_id(page.request.path_params["queue"])
    if queue_id not in own_queues(look):
        raise NotFound("queue", id=queue_id)
    name = look.config(Catalogue).queues[queue_id].name
    ids = frozenset(with_subqueues(look, queue_id))
    return show_list(page, _part_of(page, View.OPEN, "queue", ids, title=name, path=f"/queues/{queue_id}"))


def state(page: Page) -> Response:
    state_id = read_id(page.request.path_params["state"])
    entry = page.look().config(Catalogue).states.get(state_id)
    if entry is None:
        raise NotFound("view", state=state_id)
    title, ids = page.texts.gettext(entry.name), frozenset({state_id})
    return show_list(page, _part_of(page, View.ALL, "state", ids, title=title, path=f"/states/{state_id}"))


def priority(page: Page) -> Response:
    """Of what is still to be done."""
    priority_id = read_id(page.request.path_params["priority"])
    entry = page.look().config(Catalogue).priorities.get(priority_id)
    if entry is None:
        raise NotFound("view", priority=priority_id)
    title, ids = page.texts.gettext(entry.name), frozenset({priority_id})
    return show_list(page, _part_of(page, View.OPEN, "priority", ids, title=title, path=f"/priorities/{priority_id}"))


def _part_of(page: Page, base: View, name: str, ids: frozenset[int], *, title: str, path: str) -> Shown:
    """What this filter leaves of a view, as a list of its own."""
    below = criteria_of(page.look(), base)
    criteria = replace(below, ids={**below.ids, FILTERS[name]: ids})
    return Shown(key=name, base=base.value, title=title, path=path, criteria=criteria, implied={name: ids})


def saved(page: Page) -> Response:
    """A filter somebody has saved: a list, with what its address asked for."""
    found = find_saved(page.look(), read_id(page.request.path_params["saved"]))
    filters = found.search.filters
    below = shown_view(page, str(filters.get("view", "all")))
    shown = Shown(
        key=f"saved-{found.id}",
        base=below.base,
        title=found.search.name,
        path=f"/filters/{found.id}",
        criteria=below.criteria,
        sort=below.sort,
        is_down=below.is_down,
        saved_id=found.id,
        is_own=found.is_own,
        columns=list(map(str, filters.get("columns", ()))),
    )
    kept = [(storable(name), storable(value)) for name, value in parse_qsl(str(filters.get("address", "")))]
    return show_list(page, shown, [*kept, *page.query] if not page.query else page.query)


def counts(page: Page) -> Response:
    """The lists at the side with their counts. Pages ask for it by themselves, again and again."""
    lists = navigation(page.look(), page.texts, page.preferences, counted=True)
    return page.show("agent/navigation_lists.html", path=page.parameter("at"), lists=lists)


def shown_view(page: Page, name: str) -> Shown:
    """Raises NotFound."""
    look = page.look()
    if name == "queues":
        return home_list(page)
    try:
        wanted = View(name)
    except ValueError:
        raise NotFound("view", name=name) from None
    return Shown(
        key=wanted.value,
        base=wanted.value,
        title=page.texts.gettext(VIEW_NAMES[wanted]),
        path=f"/views/{wanted.value}",
        criteria=criteria_of(look, wanted),
        sort=_BY_URGENCY.get(wanted, SortKey.CREATED if wanted is View.UNASSIGNED else SortKey.UPDATED),
        is_down=wanted not in (*_BY_URGENCY, View.UNASSIGNED),
    )


def show_list(page: Page, shown: Shown, pairs: Sequence[tuple[str, str]] | None = None) -> Response:
    """What the address asks for of this list; without `pairs`, the address of the page."""
    asked = read_list_request(page.query if pairs is None else pairs, sort=shown.sort, is_down=shown.is_down)
    is_further = page.is_partial and asked.after is not None
    part = Part(
        limit=PER_PAGE,
        sort=asked.sort,
        is_down=asked.is_down,
        after=asked.after,
        for_agents=True,
        is_counted=not is_further,
    )
    since = 0 if is_further else newest_entry(page.look())
    listed = list_page_of_tickets(page.look(), asked.narrowed(shown.criteria), part)
    columns = chosen_columns(page.preferences, shown.key, shown.columns)
    known: dict[str, Any] = {
        "shown": shown,
        "asked": asked,
        "columns": [TITLE, *columns],
        "rows": rows_of(page, listed.rows),
        "more": asked.address(shown.path, after=listed.end) if listed.has_more else "",
    }
    if is_further:
        return page.show("agent/overview_rows.html", **known)
    return page.show("agent/overview.html", **known, since=since, total=listed.total, **_around(page, shown, asked))


def _around(page: Page, shown: Shown, asked: ListRequest) -> dict[str, Any]:
    """What stands around the rows of a whole page."""
    look = page.look()
    catalogue = look.config(Catalogue)
    states = [one for one in catalogue.states if one.valid]
    priorities = [one for one in catalogue.priorities if one.valid]
    said = page.texts.gettext
    return {
        "all_columns": COLUMNS,
        "here": asked.address(shown.path),
        "kept": asked.within(shown.implied).address(shown.path),
        "states": states,
        "priorities": priorities,
        "locks": [one for one in catalogue.locks if one.name in ("lock", "unlock")],
        "filters": {
            "queue": choices_of(page, "queue", asked.only("queue")),
            "state": Choices([(one.id, said(one.name)) for one in states]),
            "priority": Choices([(one.id, said(one.name)) for one in priorities]),
            "owner": choices_of(page, "owner", asked.only("owner")),
        },
        "queues": readable(page) if shown.key == "queues" else (),
        "my_queues": my_queues(look, page.preferences),
        "is_split": page.preferences.get("Split") == "1",
        "outcome": told_outcome(page),
    }


PAGES = (
    ("GET", "/", home),
    ("GET", "/views/counts", counts),
    ("GET", "/views/{view}", view),
    ("GET", "/queues/{queue}", queue),
    ("GET", "/states/{state}", state),
    ("GET", "/priorities/{priority}", priority),
    ("GET", "/filters/{saved}", saved),
)
