"""A list of twenty tickets from a large desk over `/api/v1`, beside its floor."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from bench.databases import temporary_place
from bench.desks import make_desk
from bench.load import Client
from bench.measure import Effort, compare
from bench.pages import prepare_visit
from bench.processes import Place, Server, desk_server, floor_server
from polydesk.desk.configuration.load import load_configuration
from polydesk.wiring import open_desk

CONNECTIONS = (1, 4)
LIST = "/api/v1/tickets"
_UNLIMITED = {"settings": {"GOTRS::RequestsPerMinute": 0}}


@dataclass(frozen=True, slots=True)
class Listings:
    """`lines` have the desk's part of its floor's requests per second, its and the floor's CPU ms, by connections at
    once; `pages` is what agents' pages take. `differences` names the lists that are not the same as the floor's."""

    lines: list[dict[str, float]]
    pages: dict[str, float]
    differences: list[str]


def measure_listing(url: str | None, tickets: int, effort: Effort) -> Listings:
    with temporary_place(url, "listing") as place:
        make_desk(place, tickets, whole=False)
        _take_the_limit_away(place)
        visit = prepare_visit(place)
        with desk_server(place) as desk, floor_server(place) as floor:
            request = _request(_signed_in(desk))
            same = _answer(desk, request) == _answer(floor, request)
            lines = [_line(desk, floor, lambda: request, connections, effort) for connections in CONNECTIONS]
            same_page = visit.shows_the_same(desk, floor)
            pages = visit.measure(desk, floor, effort)
    found = [name for name, one in (("list", same), ("agents' list", same_page)) if not one]
    return Listings(lines, pages, found)


def _line(
    desk: Server, floor: Server, requests: Callable[[], bytes], connections: int, effort: Effort
) -> dict[str, float]:
    measured, bare = compare((desk, floor), requests, connections, effort)
    return {
        "connections": connections,
        "ratio": measured["per_second"] / bare["per_second"],
        "per_second": measured["per_second"],
        "cpu_ms": measured["cpu_ms"],
        "floor_cpu_ms": bare["cpu_ms"],
    }


def _take_the_limit_away(place: Place) -> None:
    desk = open_desk(place.data, place.database)
    with desk.work() as work:
        load_configuration(work, _UNLIMITED)
    desk.database.dispose()


def _signed_in(server: Server) -> str:
    body = b'{"username": "bench", "password": "bench-pw"}'
    head = "POST /api/v1/auth/login HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
    client = Client(server.port)
    answer = client.ask(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    client.close()
    token: str = json.loads(answer)["access_token"]
    return token


def _request(token: str) -> bytes:
    return f"GET {LIST} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n\r\n".encode()


def _answer(server: Server, request: bytes) -> object:
    """Without the cursor, which only the desk has."""
    client = Client(server.port)
    answer = json.loads(client.ask(request))
    client.close()
    answer["pagination"].pop("next_cursor", None)
    return answer
