"""The queues and agents a list is narrowed by and its tickets go to: a page names few, more are fetched when wanted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.kernel.actors import SYSTEM_AGENT_ID
from polydesk.kernel.errors import NotFound
from polydesk.web.agent.navigation import own_queues
from polydesk.web.agent.page import Page

MOST_NAMED = 20
"""Of each kind in a page, which has them twice and is to stay small on a desk of a thousand agents."""
Named = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Choices:
    named: Sequence[Named]
    rest: str = ""
    """Where all are to be had, if the page does not name them."""


def choices_of(page: Page, name: str, chosen: int | None) -> Choices:
    """All there are, if they are few; else the chosen one."""
    entries = _KINDS[name](page)
    if len(entries) <= MOST_NAMED:
        return Choices(entries)
    return Choices([one for one in entries if one[0] == chosen], f"/views/choices/{name}")


def choices(page: Page) -> Response:
    """Those `but` one, as options of a filter; with `do`, of what can be done. Raises NotFound for another kind."""
    name, action = page.request.path_params["name"], page.parameter("do")
    if name not in _KINDS:
        raise NotFound("choices", name=name)
    entries = [one for one in _KINDS[name](page) if str(one[0]) != page.parameter("but")]
    return page.show("agent/overview_options.html", entries=entries, before=f"{action}:" if action else "")


def readable(page: Page) -> Sequence[Named]:
    """The queues the acting agent may read, by name."""
    queues = page.look().config(Catalogue).queues
    own = [queues[one] for one in own_queues(page.look())]
    return sorted(((one.id, one.name) for one in own if one.valid), key=_by_name)


def _owners(page: Page) -> Sequence[Named]:
    """Nobody first, then by name."""
    agents = [one for one in page.look().config(Directory).agents if one.valid and one.id != SYSTEM_AGENT_ID]
    named = sorted(((one.id, one.full_name or one.login) for one in agents), key=_by_name)
    return [(SYSTEM_AGENT_ID, page.texts.gettext("Nobody")), *named]


def _by_name(one: Named) -> str:
    return one[1].casefold()


_KINDS: Mapping[str, Callable[[Page], Sequence[Named]]] = {"queue": readable, "owner": _owners}

PAGES = (("GET", "/views/choices/{name}", choices),)
