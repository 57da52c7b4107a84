"""A POST that comes twice is done once."""

import threading
from typing import Any

import pytest
from sqlalchemy import func, select

from polydesk.desk.access import repeated
from polydesk.desk.access.models import RepeatedRequest
from polydesk.desk.access.repeated import Claim, expire_repeated_requests, take_key
from polydesk.desk.desk import Desk
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.errors import Conflict
from tests.api.gotrs.client import ADA, BO, ON_SQLITE, Client, Reply
from tests.world.tickets import NOON, at

PATH = "/api/v1/tickets"
SENT = {"title": "Printer", "queue_id": 5, "body": "It jams."}


def post(client: Client, sent: Any = SENT, key: str = "one") -> Reply:
    return client.post(PATH, sent, {"idempotency-key": key})


def rows(desk: Desk, model: Any) -> int:
    with desk.look() as look:
        return look.connection.execute(select(func.count()).select_from(model)).scalar_one()


def test_a_repeated_request_gets_the_same_answer(gotrs: Client, world: Desk) -> None:
    ada = gotrs.of(ADA)
    first, second = post(ada), post(ada)
    assert (first.status, second.status) == (201, 201)
    assert first.body == second.body
    assert "idempotent-replayed" not in first.headers
    assert second.headers["idempotent-replayed"] == "true"
    assert rows(world, Ticket) == 1


def test_it_is_the_same_person_in_another_session(gotrs: Client, world: Desk) -> None:
    assert post(gotrs.of(ADA)).body == post(gotrs.of(ADA)).body
    assert rows(world, Ticket) == 1


def test_others_and_other_keys_have_their_own(gotrs: Client, world: Desk) -> None:
    ada = gotrs.of(ADA)
    made = {reply.data["id"] for reply in (post(ada), post(ada, key="two"), post(gotrs.of(BO)), ada.post(PATH, SENT))}
    assert len(made) == rows(world, Ticket) == 4


def test_a_key_stands_for_one_request(gotrs: Client, world: Desk) -> None:
    ada = gotrs.of(ADA)
    post(ada)
    reply = post(ada, {**SENT, "title": "Other"})
    assert (reply.status, reply.json["code"]) == (422, "core:idempotency_key_reused")
    assert rows(world, Ticket) == 1


def test_what_was_refused_may_come_again(gotrs: Client, world: Desk) -> None:
    ada = gotrs.of(ADA)
    assert post(ada, {"title": "x"}).status == 400
    assert post(ada).status == 201
    assert rows(world, RepeatedRequest) == 1


def test_of_two_at_once_one_is_carried_out(gotrs: Client, world: Desk) -> None:
    ada = gotrs.of(ADA)
    replies: list[Reply] = []
    both = [threading.Thread(target=lambda: replies.append(post(ada))) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(one.status for one in replies) in ([201, 201], [201, 409])
    assert rows(world, Ticket) == 1


def test_an_answer_that_got_lost_is_said_to_be(gotrs: Client, world: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = gotrs.of(ADA)
    monkeypatch.setattr("polydesk.api.gotrs.idempotency.keep_answer", lambda *_: None)
    assert post(ada).status == 201
    reply = post(ada)
    assert (reply.status, rows(world, Ticket)) == (409, 1)
    assert "got lost" in reply.error


@ON_SQLITE
def test_nobody_has_no_keys(gotrs: Client, world: Desk) -> None:
    assert post(gotrs).status == 401
    assert rows(world, RepeatedRequest) == 0


@ON_SQLITE
def test_a_key_has_a_length(gotrs: Client) -> None:
    assert post(gotrs.of(ADA), key="x" * 256).status == 400


@ON_SQLITE
def test_secrets_are_kept_nowhere(gotrs: Client, world: Desk) -> None:
    login = {"login": ADA[0], "password": ADA[1]}
    tokens = {gotrs.post("/api/v1/auth/login", login, {"idempotency-key": "k"}).data["token"] for _ in range(2)}
    assert len(tokens) == 2
    assert rows(world, RepeatedRequest) == 0


def test_keys_are_free_again_after_a_day(world: Desk) -> None:
    claim = Claim("k", "r")
    early, late = at(world, NOON), at(world, NOON + repeated.KEPT * 2)
    with early.work() as work:
        take_key(work, claim)
    with pytest.raises(Conflict), early.work() as work:
        take_key(work, claim)
    expire_repeated_requests(early)
    assert rows(world, RepeatedRequest) == 1
    expire_repeated_requests(late)
    assert rows(world, RepeatedRequest) == 0
