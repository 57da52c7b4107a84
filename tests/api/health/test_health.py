"""The four health calls, through the whole application."""

import asyncio
import json
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import insert

from polydesk.api.health import app as health_app
from polydesk.app import App
from polydesk.desk.desk import Desk
from polydesk.kernel import clock
from polydesk.kernel.outbox import outbox
from polydesk.kernel.periodic import Periodic, periodic_job
from polydesk.kernel.scheduler import Scheduler
from tests.api.client import ADA, ARTICLE, ON_SQLITE, STOCK, TICKET, Client

SERVICE = f"/otobo/nph-genericinterface.pl/Webservice/{STOCK}"


class Caller:
    def __init__(self, desk: Desk, address: str = "127.0.0.1") -> None:
        self.app = App(desk)
        self.address = address

    def __call__(self, method: str, path: str, sent: Any = None) -> tuple[int, dict[str, str], bytes]:
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "headers": [(b"content-type", b"application/json")],
            "client": (self.address, 4711),
        }
        waiting = [{"type": "http.request", "body": json.dumps(sent).encode() if sent else b"", "more_body": False}]
        answered: list[Any] = []

        async def receive() -> Any:
            return waiting.pop(0)

        async def send(message: Any) -> None:
            answered.append(message)

        asyncio.run(self.app(scope, receive, send))
        headers = {name.decode(): value.decode() for name, value in answered[0]["headers"]}
        return answered[0]["status"], headers, b"".join(one.get("body", b"") for one in answered[1:])

    def metrics(self) -> dict[tuple[str, ...], float]:
        """Every sample by its name and the values of its labels."""
        status, headers, body = self("GET", "/metrics")
        assert (status, headers["content-type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
        return {
            (sample.name, *sample.labels.values()): sample.value
            for family in text_string_to_metric_families(body.decode())
            for sample in family.samples
        }


@pytest.fixture
def call(world: Desk) -> Caller:
    return Caller(world)


@pytest.mark.parametrize("path", ["/health", "/healthz"])
@ON_SQLITE
def test_alive(call: Caller, path: str) -> None:
    status, headers, body = call("GET", path)
    assert (status, headers["content-type"], json.loads(body)) == (
        200,
        "application/json; charset=utf-8",
        {"status": "healthy"},
    )
    status, headers, body = call("HEAD", path)
    assert (status, headers["content-length"], body) == (200, "20", b"")


@pytest.mark.parametrize("path", ["/health", "/healthz", "/health/detailed", "/metrics"])
@ON_SQLITE
def test_they_are_only_read(call: Caller, path: str) -> None:
    status, headers, body = call("POST", path)
    assert (status, headers["allow"], json.loads(body)["success"]) == (405, "GET, HEAD", False)


def test_every_part_is_measured(call: Caller) -> None:
    status, _, body = call("GET", "/health/detailed")
    assert (status, json.loads(body)) == (
        200,
        {
            "status": "healthy",
            "components": {
                "database": "healthy",
                "files": "healthy",
                "cache": "healthy",
                "queue": "healthy",
                "outbox": "healthy",
                "mail": "unused",
                "search": "healthy",
            },
        },
    )


def late_outbox(desk: Desk) -> None:
    with desk.work() as work:
        then = work.now - timedelta(hours=1)
        row = {"listener": "x", "payload": {}, "attempts": 3, "error": "refused"}
        work.connection.execute(insert(outbox).values(create_time=then, next_try_at=then, **row))


def late_jobs(desk: Desk) -> None:
    with desk.work() as work:
        then = work.now - timedelta(hours=1)
        work.connection.execute(insert(periodic_job).values(name="sweep", next_run_at=then))


@pytest.mark.parametrize(("part", "harm"), [("outbox", late_outbox), ("queue", late_jobs)])
def test_what_is_late_is_not_well(call: Caller, world: Desk, part: str, harm: Callable[[Desk], None]) -> None:
    harm(world)
    status, _, body = call("GET", "/health/detailed")
    found = json.loads(body)
    assert (status, found["status"], found["components"][part]) == (200, "degraded", "unhealthy")


@ON_SQLITE
def test_without_its_database_it_is_unhealthy_but_alive(
    call: Caller, world: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down() -> None:
        raise ConnectionError("no route to the database")

    monkeypatch.setattr(world.database, "begin_reading", down)
    status, _, body = call("GET", "/health/detailed")
    found = json.loads(body)
    assert (status, found["status"], found["components"]["database"]) == (503, "unhealthy", "unhealthy")
    assert b"route" not in body
    assert call("GET", "/healthz")[0] == 200
    numbers = call.metrics()
    assert (numbers["gotrs_up",], numbers["polydesk_database_up",]) == (1, 0)


@ON_SQLITE
def test_a_database_that_hangs_counts_as_down(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health_app, "PATIENCE_SECONDS", 0.0)
    assert call("GET", "/health/detailed")[0] == 503


def test_the_numbers_are_those_of_the_desk(call: Caller, world: Desk) -> None:
    before = call.metrics()
    assert call("POST", f"{SERVICE}/Ticket", {**ADA, "Ticket": TICKET, "Article": ARTICLE})[0] == 200
    Client(world).open(State="closed successful")
    late_outbox(world)
    numbers = call.metrics()
    assert before["gotrs_up",] == numbers["gotrs_up",] == numbers["polydesk_database_up",] == 1
    grown = {key: value - before.get(key, 0) for key, value in numbers.items()}
    assert grown["polydesk_tickets", "new"] == grown["polydesk_tickets", "closed successful"] == 1
    assert grown["polydesk_queue_open_tickets", "Sales"] == 1
    assert numbers["polydesk_outbox_rows",] == numbers["polydesk_outbox_failing_rows",] == 1
    assert 3600 <= numbers["polydesk_outbox_age_seconds",] < 3700
    assert numbers["polydesk_search_lag_articles",] == 0
    asked = ("generic interface", "Ticket::TicketCreate")
    assert numbers["polydesk_requests_total", *asked, "200"] == 1
    assert numbers["polydesk_request_seconds_count", *asked] == 1
    assert numbers["polydesk_request_seconds_bucket", "generic interface", "+Inf", "Ticket::TicketCreate"] == 1


@ON_SQLITE
def test_operations_of_every_dialect_are_told_apart(call: Caller) -> None:
    call("POST", "/osticket/api/tickets.json", {"a": 1})
    call("GET", "/api/tickets/nothing")
    call("POST", "/api/v1/auth/login", {"login": "agent1", "password": "agent1-pw"})
    call("GET", "/api/v1/no/such/thing")
    numbers = call.metrics()
    assert numbers["polydesk_requests_total", "osticket", "/tickets.json", "401"] == 1
    assert numbers["polydesk_requests_total", "osticket", "other", "400"] == 1
    assert numbers["polydesk_requests_total", "gotrs", "POST /api/v1/auth/login", "200"] == 1
    assert numbers["polydesk_requests_total", "gotrs", "other", "404"] == 1


@ON_SQLITE
def test_strangers_see_only_that_it_is_up(world: Desk) -> None:
    assert Caller(world, "198.51.100.7").metrics() == {("gotrs_up",): 1}
    assert ("polydesk_database_up",) in Caller(world, "::ffff:10.1.2.3").metrics()


@ON_SQLITE
def test_failed_jobs_are_counted(call: Caller, world: Desk) -> None:
    def fail(_desk: Desk) -> None:
        raise ValueError("broken")

    Scheduler(world, [Periodic("sweep for metrics", 60, fail)], clock.now).run_due(threading.Event())
    assert call.metrics()["polydesk_jobs_failed_total", "sweep for metrics"] == 1
