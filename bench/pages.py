"""Agents' pages: a list of a large desk beside its floor, and a long ticket beside a short one."""

import re
from dataclasses import dataclass

from bench.floor.pages import COOKIE, PATH
from bench.load import Client
from bench.measure import Effort, compare
from bench.processes import Place, Server
from polydesk.desk.access.sessions import WEB_SESSIONS
from polydesk.desk.desk import Desk
from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.open import NewTicket, open_ticket
from polydesk.kernel.actors import AgentActor
from polydesk.wiring import open_desk

LONG, SHORT = 300, 20
BODY = "It has been looked at, and there is more to be said about it than would fit into a line. " * 10
ADDRESS = "127.0.0.1"
_ROW = re.compile(r'<tr id="t(\d+)".*?<a href="/tickets/\d+">(?:<span.*?</span>)?(.*?)</a>', re.DOTALL)
_TOTAL = re.compile(r'class="count">(\d+) tickets<')


@dataclass(frozen=True, slots=True)
class Visit:
    """An agent who is signed in, and two tickets with many articles and with few."""

    token: str
    long: int
    short: int

    def shows_the_same(self, desk: Server, floor: Server) -> bool:
        first, second = (_ask(server, self._request(PATH)).decode() for server in (desk, floor))
        totals = [_TOTAL.findall(page) for page in (first, second)]
        return totals[0] == totals[1] != [] and _ROW.findall(first) == _ROW.findall(second) != []

    def measure(self, desk: Server, floor: Server, effort: Effort) -> dict[str, float]:
        """One request at a time: what one person waits for."""
        page, bare = compare((desk, floor), lambda: self._request(PATH), 1, effort)
        [long] = compare((desk,), lambda: self._request(f"/tickets/{self.long}"), 1, effort)
        [short] = compare((desk,), lambda: self._request(f"/tickets/{self.short}"), 1, effort)
        sizes = [len(_ask(desk, self._request(f"/tickets/{one}"))) / 1000 for one in (self.long, self.short)]
        return {
            "tickets": float(_TOTAL.findall(_ask(floor, self._request(PATH)).decode())[0]),
            "list_p50_ms": page["p50_ms"],
            "list_p95_ms": page["p95_ms"],
            "list_cpu_ms": page["cpu_ms"],
            "floor_p50_ms": bare["p50_ms"],
            "floor_p95_ms": bare["p95_ms"],
            "floor_cpu_ms": bare["cpu_ms"],
            "list_p95": page["p95_ms"] / bare["p95_ms"],
            "long_p50_ms": long["p50_ms"],
            "short_p50_ms": short["p50_ms"],
            "long_by_short": long["p50_ms"] / short["p50_ms"],
            "long_kilobytes": sizes[0],
            "short_kilobytes": sizes[1],
        }

    def _request(self, path: str) -> bytes:
        return f"GET {path} HTTP/1.1\r\nHost: bench\r\nCookie: {COOKIE.decode()}{self.token}\r\n\r\n".encode()


def prepare_visit(place: Place) -> Visit:
    desk = open_desk(place.data, place.database)
    with desk.look() as look:
        found = look.config(Directory).agents.named("bench")
    assert found
    agent = AgentActor(found.id, found.login)
    with desk.work(agent) as work:
        token = WEB_SESSIONS.open(work, agent, remote_address=ADDRESS, client="bench")
    visit = Visit(token, *(_ticket(desk, agent, articles) for articles in (LONG, SHORT)))
    desk.database.dispose()
    return visit


def _ticket(desk: Desk, agent: AgentActor, articles: int) -> int:
    with desk.work(agent) as work:
        queue = work.config(Catalogue).queues.named("Bench")
        assert queue
        new = NewTicket(title=f"{articles} articles", queue_id=queue.id, state_id=1, type_id=1, priority_id=3)
        ticket_id = open_ticket(work, new).id
        for number in range(articles):
            add_article(work, ticket_id, NewArticle(subject=f"Message {number}", body=BODY))
    return ticket_id


def _ask(server: Server, request: bytes) -> bytes:
    client = Client(server.port)
    answer = client.ask(request)
    client.close()
    return answer
