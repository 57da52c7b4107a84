"""A page of the tickets of a customer who has very many, over OTRS 7's API, beside its floor."""

import json

from bench.databases import temporary_place
from bench.desks import make_desk
from bench.load import Client
from bench.measure import Effort, compare
from bench.processes import Server, desk_server, floor_server

CONNECTIONS = (1, 4)
LIST = "/api/customer/ticket/list?TicketsPerPage=20"


def measure_portal(url: str | None, tickets: int, effort: Effort) -> tuple[list[dict[str, float]], bool]:
    """As `measure_listing` does, of a desk on which all tickets are one customer's."""
    with temporary_place(url, "portal") as place:
        make_desk(place, tickets)
        with desk_server(place) as desk, floor_server(place) as floor:
            request = _request(_signed_in(desk))
            same = _answer(desk, request) == _answer(floor, request)
            lines = [_line(desk, floor, request, connections, effort) for connections in CONNECTIONS]
    return lines, same


def _line(desk: Server, floor: Server, request: bytes, connections: int, effort: Effort) -> dict[str, float]:
    measured, bare = compare((desk, floor), lambda: request, connections, effort)
    return {
        "connections": connections,
        "ratio": measured["per_second"] / bare["per_second"],
        "per_second": measured["per_second"],
        "cpu_ms": measured["cpu_ms"],
        "floor_cpu_ms": bare["cpu_ms"],
    }


def _signed_in(server: Server) -> str:
    body = b'{"Username": "c1", "Password": "c1-pw"}'
    head = "POST /api/customer/auth/login HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
    client = Client(server.port)
    answer = client.ask(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    client.close()
    token: str = json.loads(answer)["Token"]
    return token


def _request(token: str) -> bytes:
    return f"GET {LIST} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n\r\n".encode()


def _answer(server: Server, request: bytes) -> object:
    """Without what depends on the second in which it is asked for."""
    client = Client(server.port)
    answer = json.loads(client.ask(request))
    client.close()
    for ticket in answer["List"]:
        del ticket["Age"]
    return answer
