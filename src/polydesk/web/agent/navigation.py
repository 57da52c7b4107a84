"""The lists at the side of every page: without counts at once, with counts as soon as the page is there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from polydesk.desk.queues.catalogue import Catalogue, Entry
from polydesk.desk.search.saved import Saved, list_saved
from polydesk.desk.search.views import View, going_on
from polydesk.desk.statistics.notices import count_unread_notices
from polydesk.desk.statistics.view_counts import count_views
from polydesk.desk.tickets.access import readable_queues
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.work import Look
from polydesk.web.texts import Texts
from polydesk.web.texts import marked as _

KIND = "TicketView"
"""What saved searches are called that are lists of these pages."""
SEPARATOR = "::"

VIEW_NAMES: Mapping[View, str] = {
    View.MINE: _("My tickets"),
    View.UNASSIGNED: _("Unassigned"),
    View.ESCALATED: _("Escalated"),
    View.ESCALATING: _("Escalating soon"),
    View.PENDING: _("Pending"),
    View.LOCKED: _("Locked by me"),
    View.WATCHED: _("Watched"),
    View.CLOSED: _("Recently closed"),
    View.OPEN: _("All open"),
    View.ALL: _("All tickets"),
}


@dataclass(frozen=True, slots=True)
class Link:
    path: str
    name: str
    count: int | None = None
    depth: int = 0
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class Navigation:
    notices: Link
    views: Sequence[Link]
    queues: Sequence[Link]
    saved: Sequence[Link]
    states: Sequence[Link]
    priorities: Sequence[Link]


def navigation(look: Look, texts: Texts, preferences: Mapping[str, str], *, counted: bool = False) -> Navigation:
    found = count_views(look) if counted else None
    waiting = found.by_view if found else {}
    views = [
        Link(f"/views/{view.value}", texts.gettext(name), waiting.get(view), is_urgent=view is View.ESCALATED)
        for view, name in VIEW_NAMES.items()
    ]
    home = Link("/", home_name(look, texts, preferences))
    saved = [_saved_link(one) for one in list_saved(look) if one.search.kind == KIND]
    catalogue, open_states = look.config(Catalogue), going_on(look)
    states = [one for one in catalogue.states if one.valid and one.id in open_states]
    priorities = sorted((one for one in catalogue.priorities if one.valid), key=lambda one: one.name, reverse=True)
    return Navigation(
        Link("/notices", texts.gettext("Notices"), count_unread_notices(look) if counted else None),
        [home, *views],
        _queue_links(look, found.by_queue if found else None),
        saved,
        _entry_links("states", states, texts, found.by_state if found else None),
        _entry_links("priorities", priorities, texts, found.by_priority if found else None),
    )


def _entry_links(kind: str, entries: Iterable[Entry], texts: Texts, counts: Mapping[int, int] | None) -> Sequence[Link]:
    return [
        Link(f"/{kind}/{one.id}", texts.gettext(one.name), None if counts is None else counts.get(one.id, 0))
        for one in entries
    ]


def _saved_link(saved: Saved) -> Link:
    return Link(f"/filters/{saved.id}", saved.search.name)


def _queue_links(look: Look, by_queue: Mapping[int, int] | None) -> list[Link]:
    """As a tree, by names; each counts what is below it as well."""
    queues = look.config(Catalogue).queues
    shown = [queues[one] for one in own_queues(look) if queues[one].valid]
    return [
        Link(
            f"/queues/{queue.id}",
            queue.name.rpartition(SEPARATOR)[2],
            None if by_queue is None else sum(by_queue.get(one, 0) for one in with_subqueues(look, queue.id)),
            queue.name.count(SEPARATOR),
        )
        for queue in sorted(shown, key=lambda queue: queue.name.casefold().split(SEPARATOR))
    ]


def with_subqueues(look: Look, queue_id: int) -> list[int]:
    queues = look.config(Catalogue).queues
    below = queues[queue_id].name + SEPARATOR
    return [one.id for one in queues if one.id == queue_id or one.name.startswith(below)]


def own_queues(look: Look) -> list[int]:
    """Those the acting agent may read."""
    assert isinstance(look.actor, AgentActor)  # nobody else sees these pages
    return readable_queues(look, look.actor.id)


def my_queues(look: Look, preferences: Mapping[str, str]) -> list[int]:
    """Those the agent has chosen and may still read."""
    chosen = preferences.get("Queues", "").split(",")
    return [one for one in own_queues(look) if str(one) in chosen]


def home_name(look: Look, texts: Texts, preferences: Mapping[str, str]) -> str:
    return texts.gettext("My queues") if my_queues(look, preferences) else texts.gettext("All queues")
