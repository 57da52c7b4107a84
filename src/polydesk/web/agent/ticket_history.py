"""What has happened to a ticket, as sentences; the words stand in the template."""

from dataclasses import dataclass

from starlette.responses import Response

from polydesk.desk.people.directory import AgentEntry, Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.history_types import TYPE_NAMES
from polydesk.desk.tickets.queries import list_history
from polydesk.kernel.db import AnyRow
from polydesk.kernel.lookup import Lookup
from polydesk.web.agent.page import Page
from polydesk.web.agent.ticket_found import find_ticket

PER_PAGE = 200
_NOTHING = ("%%NULL%%%%NULL%%",)
"""What OTRS writes for a ticket that is opened without service and SLA."""


_OF_AGENTS = ("OwnerUpdate", "ResponsibleUpdate")


@dataclass(frozen=True, slots=True)
class Entry:
    row: AnyRow
    kind: str
    parts: list[str]
    """What OTRS' form of the entry names, one after the other."""
    author: str


def history(page: Page) -> Response:
    """The newest first, the latest two hundred unless all are wanted."""
    look = page.look()
    found = find_ticket(page, look)
    rows = [row for row in list_history(look, [found.row.id])[found.row.id][::-1] if row.name not in _NOTHING]
    shown = rows if page.parameter("all") == "1" else rows[:PER_PAGE]
    agents = look.config(Directory).agents
    entries = [_entry(agents, row) for row in shown]
    return page.show(
        "agent/ticket_history.html",
        found=found,
        entries=entries,
        hidden=len(rows) - len(shown),
        catalogue=look.config(Catalogue),
    )


def _entry(agents: Lookup[AgentEntry], row: AnyRow) -> Entry:
    """Agents by their names, where OTRS writes logins."""
    kind, parts = TYPE_NAMES.get(row.type_id, "Misc"), _parts(row.name)
    named = agents.named(parts[0]) if kind in _OF_AGENTS else None
    if named:
        parts[0] = named.full_name
    return Entry(row, kind, parts, agents[row.create_by].full_name)


def _parts(name: str) -> list[str]:
    """`%%a%%b` names a and b, and some entries of six for sure: templates may ask for what is not there."""
    named = name.removeprefix("%%").split("%%") if name.startswith("%%") else [name]
    return ["" if one == "NULL" else one for one in named] + [""] * (6 - len(named))


PAGES = (("GET", "/tickets/{id:int}/history", history),)
