"""The ticket a page is about, and what the agent may do with it."""

from dataclasses import dataclass

from polydesk.desk.tickets.access import may
from polydesk.desk.tickets.article_queries import find_article
from polydesk.desk.tickets.queries import show_ticket
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Look
from polydesk.web.agent.numbers import number_of
from polydesk.web.agent.page import Page

_RIGHTS = ("rw", "move_into", "note", "owner", "priority")


@dataclass(frozen=True, slots=True)
class Found:
    row: AnyRow
    rights: frozenset[str]
    """Those of the seven rights that ask for a button."""

    @property
    def path(self) -> str:
        return f"/tickets/{self.row.id}"


def find_ticket(page: Page, look: Look) -> Found:
    """Raises NotFound, also for what this agent may not see."""
    ticket_id = page.request.path_params["id"]
    row = show_ticket(look, ticket_id)
    if row is None:
        raise NotFound("ticket", id=ticket_id)
    return Found(row, frozenset(right for right in _RIGHTS if may(look, row, right)))


def number_in(page: Page, name: str) -> int | None:
    """An id in the address, None for what can be none."""
    return number_of(page.parameter(name))


def shown_article(page: Page, look: Look) -> AnyRow:
    """The one the address names. Raises NotFound, also for what this agent may not see."""
    ticket_id, article_id = page.request.path_params["id"], page.request.path_params["article"]
    if not (0 < ticket_id < 2**63 and 0 < article_id < 2**63):
        raise NotFound("article", id=article_id)
    return find_article(look, ticket_id, article_id)
