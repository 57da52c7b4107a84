"""A server killed in the middle of its work: what it acknowledged is there in whole, nothing is there in half."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import select

from polydesk.desk.search.tables import ARTICLES, TITLES, WORDS
from polydesk.desk.tickets.models import Article, ArticleMime, Attachment, History, Ticket
from polydesk.kernel.work import Look
from polydesk.wiring import open_desk
from tests.api.client import ADA, ARTICLE, STOCK, TICKET
from tests.conformance.running import RunningServer
from tests.conftest import Place

OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
ACKNOWLEDGED_BEFORE_THE_KILL = 25


def create(server: RunningServer, name: str) -> dict[str, Any]:
    """Open a ticket of that name; raises OSError if there was no answer."""
    file = {"Content": "SGVsbG8=", "ContentType": "text/plain", "Filename": f"{name}.txt"}
    article = {**ARTICLE, "Body": f"body of {name}", "TimeUnit": 1}
    sent = {**ADA, "Ticket": {**TICKET, "Title": name}, "Article": article, "Attachment": file}
    request = urllib.request.Request(
        f"{server.url}/otobo/nph-genericinterface.pl/Webservice/{STOCK}/Ticket", json.dumps(sent).encode()
    )
    with OPENER.open(request, timeout=20) as response:
        answer: dict[str, Any] = json.loads(response.read())
    return answer


def load_until_stopped(server: RunningServer, name: str, stop: threading.Event, seen: Callable[[Any], None]) -> None:
    for number in range(10_000):
        if stop.is_set():
            return
        try:
            seen((f"{name}-{number}", create(server, f"{name}-{number}")))
        except (OSError, ValueError):  # the server is gone, in the middle of an answer perhaps
            return


def killed_under_load(server: RunningServer) -> list[tuple[str, dict[str, Any]]]:
    """What the server acknowledged before it was killed."""
    acknowledged: list[tuple[str, dict[str, Any]]] = []
    stop = threading.Event()
    with ThreadPoolExecutor(4) as threads:
        for name in ("north", "east", "south", "west"):
            threads.submit(load_until_stopped, server, name, stop, acknowledged.append)
        deadline = time.monotonic() + 20
        while len(acknowledged) < ACKNOWLEDGED_BEFORE_THE_KILL and time.monotonic() < deadline:
            time.sleep(0.005)
        server.kill()
        stop.set()
    return acknowledged


def test_kill_9_loses_no_acknowledged_ticket_and_leaves_no_half_one(world_place: Place) -> None:
    server = RunningServer(world_place.data, world_place.url)
    with server:
        acknowledged = killed_under_load(server)
    assert len(acknowledged) >= ACKNOWLEDGED_BEFORE_THE_KILL
    with server:
        after = create(server, "after")
    desk = open_desk(world_place.data, world_place.url)
    with desk.look() as look:
        titles = {row.id: row.title for row in look.connection.execute(select(Ticket.id, Ticket.title))}
        numbers = list(look.connection.scalars(select(Ticket.number)))
        for ticket_id, title in titles.items():
            assert_complete(look, ticket_id, title)
    desk.database.dispose()
    for name, answer in acknowledged:
        assert titles[int(answer["TicketID"])] == name
    assert len(set(numbers)) == len(numbers)
    assert titles[int(after["TicketID"])] == "after"


def assert_complete(look: Look, ticket_id: int, title: str) -> None:
    """Article, texts, file, history and index entries of a ticket, all of them."""
    connection = look.connection
    article_id = connection.scalars(select(Article.id).where(Article.ticket_id == ticket_id)).one()
    body = select(ArticleMime.body).where(ArticleMime.article_id == article_id)
    assert connection.scalars(body).one() == f"body of {title}"
    file_hash = connection.scalars(select(Attachment.file_hash).where(Attachment.article_id == article_id)).one()
    assert look.files.get(file_hash) == b"Hello"
    entries = set(connection.scalars(select(History.type_id).where(History.ticket_id == ticket_id)))
    assert {1, 20, 21, 23} <= entries, (title, entries)
    assert connection.scalar(select(TITLES.c.title).where(TITLES.c.rowid == ticket_id)) == title
    assert connection.scalar(select(ARTICLES.c.ticket_id).where(ARTICLES.c.rowid == article_id)) == ticket_id
    assert connection.scalar(select(WORDS.c.ticket_id).where(WORDS.c.rowid == article_id)) == ticket_id


def test_six_at_once(world_place: Place) -> None:
    with RunningServer(world_place.data, world_place.url) as server, ThreadPoolExecutor(6) as threads:
        gate = threading.Barrier(6)

        def one(number: int) -> dict[str, Any]:
            gate.wait()
            return create(server, f"ticket {number}")

        answers = list(threads.map(one, range(6)))
    assert len({answer["TicketNumber"] for answer in answers}) == 6
    assert len({answer["TicketID"] for answer in answers}) == 6
