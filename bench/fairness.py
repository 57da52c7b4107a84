"""Whether the floor does the same: the same answers, the same rows."""

import json
from typing import Any

from sqlalchemy import func, select

from bench.load import Client, accepted
from bench.operations import Requests
from bench.processes import Place, Server
from polydesk.desk.search.tables import INDEX
from polydesk.kernel.db import Base, Database


def differences(place: Place, servers: tuple[Server, Server], by_name: dict[str, Requests]) -> list[str]:
    """What the desk and its floor do differently: nothing, if the comparison is fair."""
    found = [name for name in ("get", "search rare", "search common") if not _same_answer(servers, by_name[name])]
    for name in ("update", "create"):
        desk, floor = (_rows_left(place, server, by_name[name]) for server in servers)
        if desk != floor:
            found.append(f"{name} leaves {desk} instead of {floor}")
    return found


def _same_answer(servers: tuple[Server, Server], requests: Requests) -> bool:
    request = requests()
    desk, floor = (_ask(server, request) for server in servers)
    return bool(desk == floor)


def _ask(server: Server, request: bytes) -> Any:
    """The answer without what the passing of time changes."""
    client = Client(server.port)
    answer = json.loads(accepted(client.ask(request)))
    client.close()
    for ticket in answer.get("Ticket", ()):
        del ticket["Age"]
    return answer


def _rows_left(place: Place, server: Server, requests: Requests) -> dict[str, int]:
    before = _count_rows(place)
    _ask(server, requests())
    return {table: count - before[table] for table, count in _count_rows(place).items() if count != before[table]}


def _count_rows(place: Place) -> dict[str, int]:
    database = Database(place.database or f"sqlite:///{place.data / 'polydesk.sqlite3'}")
    tables = [*Base.metadata.sorted_tables, *INDEX.sorted_tables]
    with database.reading() as connection:
        counts = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
        }
    database.dispose()
    return counts
