"""The requests of each operation, the same for the desk and its floor."""

import itertools
import json
import random
from collections.abc import Callable
from typing import Any

from bench.load import Client, accepted, http_request
from bench.texts import COMMON, RARE, Texts

Requests = Callable[[], bytes]
STATES = ("open", "new")
PLAIN = "text/plain; charset=utf-8"


def sign_in(port: int) -> str:
    client = Client(port)
    request = http_request("SessionCreate", b'{"UserLogin": "bench", "Password": "bench-pw"}')
    answer = accepted(client.ask(request))
    client.close()
    return str(json.loads(answer)["SessionID"])


def operations(session: str, tickets: int) -> dict[str, Requests]:
    """By name, in the order to measure them: those that make the desk grow come last."""
    return {
        "get": _get(session, tickets),
        "search rare": _search(session, RARE),
        "search common": _search(session, COMMON),
        "update": _update(session, tickets),
        "create": _create(session),
    }


def _request(session: str, operation: str, **data: Any) -> bytes:
    return http_request(operation, json.dumps({"SessionID": session, **data}).encode())


def _get(session: str, tickets: int) -> Requests:
    draw = random.Random(2)
    return lambda: _request(session, "TicketGet", TicketID=draw.randint(1, tickets), AllArticles=1)


def _search(session: str, word: str) -> Requests:
    request = _request(session, "TicketSearch", Title=f"*{word}*", Limit=100)
    return lambda: request


def _update(session: str, tickets: int) -> Requests:
    """Every ticket in turn, and another state in each turn: every request changes something."""
    changes = ((ticket, state) for state in itertools.cycle(STATES) for ticket in range(1, tickets + 1))

    def request() -> bytes:
        ticket, state = next(changes)
        return _request(session, "TicketUpdate", TicketID=ticket, Ticket={"State": state})

    return request


def _create(session: str) -> Requests:
    texts = Texts(3)
    common = {"Queue": "Bench", "State": "new", "PriorityID": 3, "CustomerUser": "c1"}
    bodies = [texts.body() for _ in range(100)]
    numbers = itertools.count(1)

    def request() -> bytes:
        number = next(numbers)
        ticket = {"Title": texts.title(number), **common}
        article = {"Subject": f"Message {number}", "Body": bodies[number % 100], "ContentType": PLAIN}
        return _request(session, "TicketCreate", Ticket=ticket, Article=article)

    return request
