"""How the Python client signs in, renews, tries again and fails; on an imitated server."""

import asyncio

import httpx
import polydesk_client as client_package
import pytest
from polydesk_client import ApiError, NotReachedError, RateLimitedError, ServerError, Tokens, UnauthorizedError

from tests.clients.imitated import TICKET, Imitated, expired, ok, refused, sent


def in_turn(*answers: httpx.Response | Exception) -> Imitated:
    left = list(answers)

    def answer(_request: httpx.Request) -> httpx.Response:
        one = left.pop(0)
        if isinstance(one, Exception):
            raise one
        return one

    return Imitated(answer)


def test_the_first_call_signs_in_and_the_next_ones_use_its_token() -> None:
    server = Imitated(lambda _request: ok(TICKET))
    client = server.client()
    assert client.tokens is None
    assert client.tickets.get(7).title == client.tickets.get("2026").title == "Printer"
    assert server.signed_in == 1
    assert sent(server.asked[0]) == {"username": "ada", "password": "pw"}
    assert [request.headers["authorization"] for request in server.calls()] == ["Bearer a1", "Bearer a1"]


def test_an_api_token_needs_no_sign_in() -> None:
    server = Imitated(lambda _request: ok(TICKET))
    server.client(username=None, token="gf_1").tickets.get(7)
    assert [request.headers["authorization"] for request in server.asked] == ["Bearer gf_1"]


def test_an_expired_token_is_renewed_and_the_call_repeated() -> None:
    server = in_turn(expired(), ok(TICKET))
    assert server.client().tickets.get(7).id == 7
    assert (server.signed_in, server.renewed) == (1, 1)
    assert sent(server.asked[2]) == {"refresh_token": "r1"}


def test_many_calls_at_once_renew_once() -> None:
    server = Imitated(lambda request: ok(TICKET) if request.headers["authorization"] == server.good else expired())

    async def run() -> None:
        client = server.async_client(tokens=Tokens("old", "r0"))
        await asyncio.gather(*(client.tickets.get(number) for number in range(8)))

    asyncio.run(run())
    assert (server.signed_in, server.renewed) == (0, 1)


def test_when_the_refresh_token_is_good_no_more_it_signs_in_again() -> None:
    server = in_turn(expired(), ok(TICKET))
    server.refresh_is_good = False
    assert server.client().tickets.get(7).id == 7
    assert server.signed_in == 2


def test_a_token_that_cannot_be_renewed_is_an_error() -> None:
    with pytest.raises(UnauthorizedError):
        in_turn(expired()).client(username=None, token="gf_1").tickets.get(7)


def test_a_wrong_password_is_no_reason_to_renew() -> None:
    server = in_turn(refused(401, "Current password is incorrect"))
    with pytest.raises(UnauthorizedError, match="Current password"):
        server.client().me.change_password("a", "b")
    assert server.renewed == 0


def test_what_passes_is_tried_again_with_the_same_key() -> None:
    server = in_turn(refused(503, "x"), httpx.ConnectError("no"), ok(TICKET))
    assert server.client().tickets.create("Printer", 2, body="It smokes").id == 7
    keys = {request.headers["idempotency-key"] for request in server.calls()}
    assert (len(server.calls()), len(keys)) == (3, 1)
    assert sent(server.calls()[0]) == {"title": "Printer", "queue_id": 2, "body": "It smokes"}


def test_retry_after_is_waited_for_if_it_is_short() -> None:
    server = in_turn(refused(429, "Too many requests", {"Retry-After": "0"}), ok(TICKET))
    assert server.client().tickets.get(7).id == 7


def test_a_long_retry_after_is_the_callers_to_decide() -> None:
    server = in_turn(refused(429, "Too many requests", {"Retry-After": "3600"}, retry_after_sec=3600))
    with pytest.raises(RateLimitedError) as caught:
        server.client().tickets.get(7)
    assert caught.value.retry_after == 3600


def test_a_server_that_does_not_answer() -> None:
    server = in_turn(*[httpx.ConnectError("refused")] * 3)
    with pytest.raises(NotReachedError, match="refused"):
        server.client().tickets.get(7)
    assert len(server.calls()) == 3


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, "InvalidRequestError"),
        (401, "UnauthorizedError"),
        (403, "ForbiddenError"),
        (404, "NotFoundError"),
        (409, "ConflictError"),
        (412, "ChangedMeanwhileError"),
        (422, "InvalidRequestError"),
        (500, "ServerError"),
    ],
)
def test_each_status_has_its_error(status: int, kind: str) -> None:
    answer = refused(status, "no", {"X-Request-ID": "q"}, code="core:no")
    with pytest.raises(ApiError, match=f"{status}: no") as caught:
        in_turn(answer).client().tickets.get(7)
    error = caught.value
    assert type(error) is getattr(client_package, kind)
    assert (error.status, error.error, error.code, error.request_id) == (status, "no", "core:no", "q")


def test_an_answer_that_is_no_json_is_the_servers_error() -> None:
    with pytest.raises(ServerError, match="no JSON"):
        in_turn(httpx.Response(200, text="<html>")).client().tickets.get(7)


def test_tickets_carry_their_etag_and_changes_ask_for_it() -> None:
    read = ok(TICKET)
    read.headers["ETag"] = '"7-1"'
    server = in_turn(read, ok(TICKET), ok({}))
    client = server.client()
    etag = client.tickets.get(7).etag
    client.tickets.update(7, etag=etag, title="Plotter", responsible_id=None)
    client.tickets.delete(7, etag=etag)
    assert [request.headers["if-match"] for request in server.calls()[1:]] == ['"7-1"', '"7-1"']
    assert sent(server.calls()[1]) == {"title": "Plotter", "responsible_id": None}


def test_what_is_kept_shows_no_secret() -> None:
    client = Imitated(lambda _request: ok(TICKET)).client()
    client.tickets.get(7)
    assert repr(client.tokens) == "Tokens()"
