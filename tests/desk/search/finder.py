"""Opens tickets and finds them, by few words."""

from dataclasses import dataclass, field
from typing import Any

from polydesk.api.generic_interface.search_wire import read_search
from polydesk.desk.desk import Desk
from polydesk.desk.search.full_text import full_text_search
from polydesk.desk.search.search_tickets import search_tickets
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.open import NewTicket, open_ticket
from polydesk.kernel.actors import SYSTEM, Actor


@dataclass
class Finder:
    desk: Desk
    names: dict[int, str] = field(default_factory=dict)

    def open(
        self, title: str, *, body: str = "", subject: str = "", visible: bool = True, file: str = "", **ticket: Any
    ) -> int:
        """A ticket with one article, if that has a text; without anything else it is new in queue 1."""
        values = {"queue_id": 1, "type_id": 1, "state_id": 1, "priority_id": 3, **ticket}
        with self.desk.work() as work:
            ticket_id = open_ticket(work, NewTicket(title=title, **values)).id
            if body or subject:
                new = NewArticle(subject=subject, body=body, visible=visible, from_="Zed <zed@zulu.example>")
                article_id = add_article(work, ticket_id, new)
                if file:
                    attach_files(work, ticket_id, article_id, [NewFile(filename=file, content=b"x")])
        self.names[ticket_id] = title
        return ticket_id

    def find(self, actor: Any = SYSTEM, *, guide: Any = False, **parameters: Any) -> list[str]:
        """Titles found by the parameters of a TicketSearch, for an Actor."""
        with self.desk.look(actor) as look:
            request = read_search(look, parameters, guide=guide)
            if request is None:
                return []
            return self._named(search_tickets(look, request.criteria, limit=request.limit, order=request.order))

    def people_find(self, text: str, actor: Actor = SYSTEM) -> list[str]:
        with self.desk.look(actor) as look:
            return self._named(full_text_search(look, text))

    def _named(self, ids: list[int]) -> list[str]:
        return [self.names[one] for one in ids]
