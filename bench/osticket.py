"""Tickets through osTicket's API, with the mail about them queued and not sent. The original is the measure here."""

import itertools
import json
from collections.abc import Callable
from pathlib import Path

from bench.databases import temporary_place
from bench.measure import Effort, compare
from bench.processes import Place, Server, free_port
from polydesk.desk.configuration.document import read_document
from polydesk.desk.configuration.load import load_configuration
from polydesk.wiring import open_desk

CONFIGURATION = Path(__file__).parent / "osticket.yaml"
KEY = "0123456789ABCDEF0123456789ABCDEF"
SENDERS, CHARACTERS = 100, 500


def measure_osticket(url: str | None, effort: Effort) -> dict[str, float]:
    """The figures of one client on a desk that is empty at first, as those of the original were taken."""
    with temporary_place(url, "osticket") as place:
        desk = open_desk(place.data, place.database)
        with desk.work() as work:
            load_configuration(work, read_document(CONFIGURATION))
        desk.database.dispose()
        with _server(place) as server:
            [figures] = compare([server], _requests(), 1, effort)
    return figures


def _server(place: Place) -> Server:
    port = free_port()
    return Server(["polydesk", "serve", "--only", "web", "--port", str(port), *place.options], port)


def _requests() -> Callable[[], bytes]:
    message = ("Nothing works since this morning, and the printer hums. " * 10)[:CHARACTERS]
    numbers = itertools.count()

    def request() -> bytes:
        number = next(numbers)
        sender = {"name": "Kim Doe", "email": f"kim{number % SENDERS}@people.example"}
        body = json.dumps({**sender, "subject": f"Request {number}", "message": message}).encode()
        head = (
            f"POST /api/tickets.json HTTP/1.1\r\nHost: bench\r\nX-API-Key: {KEY}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    return request
