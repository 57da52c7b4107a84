"""Search: one box over everything agents may see."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.criteria import IdKey, TicketCriteria
from polydesk.desk.search.full_text import LONGEST_QUERY
from polydesk.desk.search.hits import find_hits, marked, words_in
from polydesk.desk.search.list_tickets import Listed, Part, list_page_of_tickets
from polydesk.desk.search.question import completions, read_question
from polydesk.desk.search.saved import Saved, Search, delete_saved, list_saved, save_search
from polydesk.desk.search.suggest import suggest
from polydesk.desk.tickets.access import readable_queues
from polydesk.desk.tickets.queries import find_ticket_id
from polydesk.kernel.work import Look
from polydesk.web.agent.numbers import number_of
from polydesk.web.agent.page import Page

PATH = "/search"
KIND = "TicketSearch"
"""What saved searches are called that any of the desk's interfaces can run."""
PER_PAGE, MOST_PAGES = 25, 400
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """`filters` are the ids that were chosen, by `state` and `queue`."""

    text: str
    filters: Mapping[str, int]
    number: int

    def address(self, number: int = 1) -> str:
        wanted: dict[str, Any] = {"q": self.text, **self.filters, "page": number if number > 1 else ""}
        return f"{PATH}?{urlencode({name: value for name, value in wanted.items() if value != ''})}"


def results(page: Page) -> Response:
    """The number of a ticket leads to the ticket."""
    asked = _asked(page)
    direct = find_ticket_id(page.look(), asked.text.lstrip("#")) if asked.text else None
    if direct is not None and not asked.filters:
        return page.go(f"/tickets/{direct}")
    look = page.look()
    question = read_question(look, asked.text, page.zone)
    listed = _listed(look, asked, question.criteria) if asked.text else Listed([], 0, False, None)
    words = words_in(question.words)
    return page.show(
        "agent/search.html",
        asked=asked,
        search_text=asked.text,
        listed=listed,
        unknown=question.unknown,
        hits=find_hits(look, [row.id for row in listed.rows], question.words),
        titles={row.id: marked(row.title, words) for row in listed.rows},
        catalogue=look.config(Catalogue),
        queues=_queues(look, page),
        saved=[(one, _address(one)) for one in list_saved(look) if one.search.kind == KIND],
    )


def suggestions(page: Page) -> Response:
    text = page.parameter("q").strip()[:LONGEST_QUERY]
    found = completions(page.look(), text) or (suggest(page.look(), text) if len(text) > 1 else [])
    return page.show("agent/search_suggestions.html", found=found)


def save(page: Page) -> Response:
    """Under a name; one of the same name is replaced."""
    asked = _asked(page)
    name = page.text("name").strip()[:LONGEST_NAME]
    if name and asked.text:
        shared = page.text("shared") == "1"
        with page.work() as work:
            search = Search(name=name, query=asked.text, filters=dict(asked.filters), kind=KIND, is_public=shared)
            save_search(work, search)
    return page.go(asked.address())


def forget(page: Page) -> Response:
    with page.work() as work:
        delete_saved(work, number_of(page.text("saved")) or 0)
    return page.go(_asked(page).address())


def _asked(page: Page) -> Asked:
    """From the address, or from a form that has the same fields."""
    given = page.text if page.form else page.parameter
    number = min(max(number_of(given("page")) or 1, 1), MOST_PAGES)
    return Asked(given("q").strip()[:LONGEST_QUERY], _filters(given), number)


def _listed(look: Look, asked: Asked, criteria: TicketCriteria) -> Listed:
    """What is chosen beside the box narrows down what is written in it."""
    keys, ids = {"state": IdKey.STATE, "queue": IdKey.QUEUE}, dict(criteria.ids)
    for name, chosen in asked.filters.items():
        one = frozenset({chosen})
        ids[keys[name]] = ids.get(keys[name], one) & one
    part = Part(limit=PER_PAGE, offset=(asked.number - 1) * PER_PAGE)
    return list_page_of_tickets(look, replace(criteria, ids=ids), part)


def _queues(look: Look, page: Page) -> Sequence[Any]:
    queues = look.config(Catalogue).queues
    return sorted((queues[one] for one in readable_queues(look, page.agent.id)), key=lambda queue: queue.name)


def _address(saved: Saved) -> str:
    """Filters of other interfaces that these pages do not have are left out."""
    given = saved.search.filters
    return Asked(saved.search.query, _filters(lambda name: str(given.get(name, ""))), 1).address()


def _filters(given: Callable[[str], str]) -> dict[str, int]:
    found = {name: number_of(given(name)) for name in ("state", "queue")}
    return {name: chosen for name, chosen in found.items() if chosen is not None}


PAGES = (
    ("GET", PATH, results),
    ("GET", f"{PATH}/suggestions", suggestions),
    ("POST", f"{PATH}/saved", save),
    ("POST", f"{PATH}/saved/delete", forget),
)
