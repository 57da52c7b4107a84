"""The application as a server sees it: paths, prefixes, bodies in pieces, methods without a body."""

import asyncio
import json
from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest

from polydesk.app import App
from polydesk.desk.desk import Desk
from tests.api.client import ADA, ARTICLE, ON_SQLITE, STOCK, TICKET

Message = MutableMapping[str, Any]
SERVICE = f"/nph-genericinterface.pl/Webservice/{STOCK}"
WHOLE = json.dumps({**ADA, "Ticket": TICKET, "Article": ARTICLE}).encode()


@pytest.fixture
def app(world: Desk) -> Iterator[App]:
    yield App(world)


def call(app: App, method: str, path: str, *pieces: bytes, **headers: str) -> tuple[int, bytes]:
    """Status and body."""
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("192.0.2.1", 4711),
    }
    waiting = [{"type": "http.request", "body": one, "more_body": True} for one in pieces]
    waiting.append({"type": "http.request", "body": b"", "more_body": False})
    sent: list[Message] = []

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent[0]["status"], b"".join(one.get("body", b"") for one in sent[1:])


@pytest.mark.parametrize("prefix", ["/otobo", "/znuny", "/otrs", ""])
@ON_SQLITE
def test_it_answers_under_every_prefix(app: App, prefix: str) -> None:
    status, body = call(app, "POST", f"{prefix}{SERVICE}/Ticket", WHOLE)
    assert (status, set(json.loads(body))) == (200, {"TicketID", "TicketNumber", "ArticleID"})


@pytest.mark.parametrize("prefix", ["/other", "/otobo/x", "//otobo", "/OTOBO"])
@ON_SQLITE
def test_and_under_no_other(app: App, prefix: str) -> None:
    assert call(app, "POST", f"{prefix}{SERVICE}/Ticket", WHOLE)[0] == 404


def test_a_body_may_come_in_pieces(app: App) -> None:
    pieces = [WHOLE[start : start + 7] for start in range(0, len(WHOLE), 7)]
    assert b"TicketID" in call(app, "POST", f"/otobo{SERVICE}/Ticket", *pieces)[1]


def test_a_body_larger_than_any_service_takes_is_not_kept(app: App) -> None:
    piece = b"x" * 10_000_000
    assert call(app, "POST", f"/otobo{SERVICE}/Ticket", *[piece] * 12) == (413, b"Payload Too Large")


def test_a_get_has_no_body_that_counts(app: App) -> None:
    status, body = call(app, "GET", f"/otobo{SERVICE}/Ticket", json.dumps(ADA).encode())
    assert (status, json.loads(body)["Error"]["ErrorCode"]) == (200, "TicketSearch.AuthFail")


def test_no_service_is_500_without_a_body(app: App) -> None:
    for path in ("", "/", "/Webservice", "/Webservice/", "/Webservice/Unknown/Ticket", "/WebserviceID/x/Ticket"):
        assert call(app, "GET", f"/otobo/nph-genericinterface.pl{path}") == (500, b""), path


def test_b9_a_forwarded_address_is_not_the_callers(app: App, world: Desk) -> None:
    status, body = call(
        app,
        "POST",
        f"{SERVICE}/Session",
        json.dumps(ADA).encode(),
        forwarded="for=10.0.0.1",
        **{"x-forwarded-for": "10.0.0.1"},
    )
    token = json.loads(body)["SessionID"]
    data = json.loads(call(app, "GET", f"{SERVICE}/Session/{token}")[1])["SessionData"]
    assert (status, {"Key": "UserRemoteAddr", "Value": "192.0.2.1"} in data) == (200, True)
