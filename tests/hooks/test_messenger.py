"""Deliveries reach a real receiver, in order, signed, tried again, and never half noted."""

import hashlib
import hmac
import json
import socket
import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import update

from polydesk.desk.desk import Desk
from polydesk.desk.poster import Outcome
from polydesk.desk.tickets.rename import rename_ticket
from polydesk.desk.webhooks.deliveries import replay, replay_failed
from polydesk.desk.webhooks.expire_deliveries import expire_deliveries
from polydesk.desk.webhooks.outgoing import LONGEST_PAUSE, next_parcel, note_outcome
from polydesk.desk.webhooks.webhooks import change_webhook, delete_webhook, rotate_secret
from polydesk.desk.webhooks.wishes import WebhookWish
from polydesk.hooks.messenger import Messenger
from tests.conftest import Place
from tests.hooks.hooking import (
    HOOK,
    NEVER,
    SECRET,
    attempts,
    deliveries,
    hook,
    hooked,
    let_out,
    make_due,
    send_due,
)
from tests.hooks.receiver import Receiver, receiving
from tests.mail.sending.smtp_server import free_port
from tests.world.cast import ADA, ROOT
from tests.world.tickets import at, opened

CREATED = ("ticket.created",)
ON_SQLITE = pytest.mark.parametrize("world_place", ["sqlite"], indirect=True)


def digest(secret: str, stamp: str, body: bytes) -> str:
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def test_an_event_arrives_as_it_was_written(world: Desk, world_place: Place, receiver: Receiver) -> None:
    let_out(world)
    webhook_id = hooked(world, receiver.url, events=CREATED, headers={"Authorization": "Bearer x"})
    opened(world)
    send_due(world, world_place.data)
    send_due(world, world_place.data)
    [request], [row], [attempt] = receiver.requests, deliveries(world), attempts(world)
    assert (request.path, request.body) == ("/hook?from=desk", row.body.encode())
    shown = {name: request.headers[name] for name in ("x-webhook-id", "x-webhook-event", "x-webhook-delivery")}
    assert list(shown.values()) == [str(webhook_id), "ticket.created", str(row.id)]
    assert request.headers["authorization"] == "Bearer x"
    assert request.headers["content-type"] == "application/json; charset=utf-8"
    stamp, signed = request.headers["x-polydesk-signature"].split(",")
    assert signed == f"v1={digest(SECRET, stamp.removeprefix('t='), request.body)}"
    assert abs(int(stamp.removeprefix("t=")) - time.time()) < 60
    assert (row.state, row.attempts, row.status, row.error) == ("delivered", 1, 204, "")
    assert (attempt.delivery_id, attempt.status, attempt.error) == (row.id, 204, "")


def test_both_secrets_sign_while_one_takes_over(world: Desk, world_place: Place, receiver: Receiver) -> None:
    let_out(world)
    webhook_id = hooked(world, receiver.url, events=CREATED)
    with world.work(ROOT) as work:
        new, until = rotate_secret(work, webhook_id)
    opened(world)
    send_due(world, world_place.data)
    stamp, *signed = receiver.requests[0].headers["x-polydesk-signature"].split(",")
    body = receiver.requests[0].body
    assert signed == [f"v1={digest(one, stamp.removeprefix('t='), body)}" for one in (new, SECRET)]
    opened(world)
    with at(world, until).look() as look:
        later = next_parcel(look, webhook_id)
    assert later and later.secrets == (new,)


def test_deliveries_keep_their_order(world: Desk, world_place: Place, receiver: Receiver) -> None:
    let_out(world)
    ticket_id = opened(world)
    hooked(world, receiver.url, events=("ticket.title_changed",))
    for number in range(8):
        with world.work(ADA) as work:
            rename_ticket(work, ticket_id, f"Title {number}")
    send_due(world, world_place.data)
    titles = [json.loads(one.body)["data"]["ticket"]["title"] for one in receiver.requests]
    assert titles == [f"Title {number}" for number in range(8)]


def test_a_refused_delivery_is_tried_again_and_given_up(world: Desk, world_place: Place, receiver: Receiver) -> None:
    let_out(world)
    receiver.answer = lambda _request: (500, b"out of \0order" + b"!" * 5000)
    hooked(world, receiver.url, events=CREATED, retry_count=2)
    opened(world)
    for tries in (1, 2, 3):
        send_due(world, world_place.data)
        [row] = deliveries(world)
        assert (row.attempts, row.state) == (tries, "failed" if tries == 3 else "pending")
        if tries < 3:
            pause = (row.next_try_at - row.create_time).total_seconds()
            assert pause >= 15 * 2 ** (tries - 1), "at least half of the pause"
            make_due(world)
    send_due(world, world_place.data)
    assert len({one.body for one in receiver.requests}) == 1
    assert len(receiver.requests) == len(attempts(world)) == 3
    assert (row.status, row.error) == (500, "the receiver answered 500")
    assert attempts(world)[0].answer.startswith("out of order!!!")
    assert len(attempts(world)[0].answer) <= 2000


def test_what_one_receiver_refuses_does_not_hold_up_the_rest(
    world: Desk, world_place: Place, receiver: Receiver
) -> None:
    let_out(world)
    receiver.answer = lambda request: (422 if b"Poison" in request.body else 204, b"")
    hooked(world, receiver.url, events=CREATED)
    opened(world, title="Poison")
    opened(world, title="Fine")
    send_due(world, world_place.data)
    assert [row.state for row in deliveries(world)] == ["pending", "delivered"]


def test_a_receiver_that_is_away_rests_and_keeps_its_order(world: Desk, world_place: Place) -> None:
    let_out(world)
    webhook_id = hooked(world, f"http://127.0.0.1:{free_port()}/", events=CREATED)
    for title in ("First", "Second"):
        opened(world, title=title)
    send_due(world, world_place.data)
    send_due(world, world_place.data)
    assert [row.attempts for row in deliveries(world)] == [1, 0]
    assert "Connection" in attempts(world)[0].error
    with receiving() as receiver:
        with world.work() as work:
            work.connection.execute(update(HOOK).values(url=receiver.url))
        make_due(world)
        send_due(world, world_place.data)
        assert [json.loads(one.body)["data"]["ticket"]["title"] for one in receiver.requests] == ["First", "Second"]
    assert (hook(world, webhook_id).failing_since, hook(world, webhook_id).failures) == (None, 0)


def test_a_slow_receiver_holds_up_no_other(world: Desk, world_place: Place, receiver: Receiver) -> None:
    let_out(world)
    answered = threading.Event()

    def slowly(_request: object) -> tuple[int, bytes]:
        answered.wait(20)
        return 204, b""

    with receiving() as slow:
        slow.answer = slowly
        hooked(world, slow.url, events=CREATED, name="slow")
        hooked(world, receiver.url, events=CREATED, name="quick")
        opened(world)
        messenger = Messenger(world, world_place.data)
        messenger.step(NEVER)
        receiver.wait_for(1)
        slow.wait_for(1)
        assert not answered.is_set()
        answered.set()
        messenger.close()
    assert [row.state for row in deliveries(world)] == ["delivered", "delivered"]


@ON_SQLITE
def test_an_answer_that_trickles_is_cut_off(world: Desk, world_place: Place) -> None:
    let_out(world)
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def trickle() -> None:
            connected, _ = listener.accept()
            with connected:
                while not stop.wait(0.05):
                    try:
                        connected.sendall(b"H")
                    except OSError:
                        return

        thread = threading.Thread(target=trickle, daemon=True)
        thread.start()
        hooked(world, f"http://127.0.0.1:{listener.getsockname()[1]}/", events=CREATED, timeout=1)
        opened(world)
        send_due(world, world_place.data)
        stop.set()
        thread.join()
    [attempt] = attempts(world)
    assert (attempt.status, attempt.error) == (None, "OutOfTime: no answer within 1 seconds")


def test_a_crash_between_sending_and_noting_sends_again(
    world: Desk, world_place: Place, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_out(world)
    hooked(world, receiver.url, events=CREATED)
    opened(world)
    with monkeypatch.context() as crashing:
        crashing.setattr("polydesk.hooks.messenger.note_outcome", lambda *_given: 1 / 0)
        crashing.setattr("polydesk.hooks.messenger.AFTER_TROUBLE_SECONDS", 0)
        send_due(world, world_place.data)
    assert [row.state for row in deliveries(world)] == ["pending"]
    send_due(world, world_place.data)
    first, second = receiver.requests
    assert first.body == second.body
    assert first.headers["x-webhook-delivery"] == second.headers["x-webhook-delivery"]
    assert [row.state for row in deliveries(world)] == ["delivered"]


def test_one_sends_while_the_others_wait(world: Desk, world_place: Place, receiver: Receiver) -> None:
    let_out(world)
    hooked(world, receiver.url, events=CREATED)
    opened(world)
    first, second = Messenger(world, world_place.data), Messenger(world, world_place.data)
    first.step(NEVER)
    first.wait(20)
    opened(world)
    second.step(NEVER)
    second.wait(20)
    assert len(receiver.requests) == 1
    first.close()
    second.step(NEVER)
    second.close()
    assert len(receiver.requests) == 2


def test_a_replay_sends_identical_bytes(world: Desk, world_place: Place, receiver: Receiver) -> None:
    let_out(world)
    webhook_id = hooked(world, receiver.url, events=CREATED)
    ticket_id = opened(world)
    send_due(world, world_place.data)
    with world.work(ADA) as work:
        rename_ticket(work, ticket_id, "Quite another title")
    with world.work(ROOT) as work:
        replay(work, webhook_id, deliveries(world)[0].id)
    send_due(world, world_place.data)
    first, second = receiver.requests
    assert first.body == second.body
    assert (len(deliveries(world)), len(attempts(world))) == (1, 2)


def test_all_that_failed_since_then_is_replayed(world: Desk, world_place: Place, receiver: Receiver) -> None:
    let_out(world)
    receiver.answer = lambda _request: (400, b"")
    webhook_id = hooked(world, receiver.url, events=CREATED, retry_count=0)
    for _ in range(3):
        opened(world)
    send_due(world, world_place.data)
    receiver.answer = lambda _request: (204, b"")
    rows = deliveries(world)
    assert [row.state for row in rows] == ["failed"] * 3
    with world.work(ROOT) as work:
        assert replay_failed(work, webhook_id, rows[1].create_time) == 2
    send_due(world, world_place.data)
    assert [row.state for row in deliveries(world)] == ["failed", "delivered", "delivered"]


def failed_try(desk: Desk, webhook_id: int) -> None:
    with desk.look() as look:
        parcel = next_parcel(look, webhook_id)
    assert parcel
    with desk.work() as work:
        note_outcome(work, parcel, Outcome(5, 503, "the receiver answered 503"))


def test_a_webhook_that_fails_for_days_is_disabled_with_a_reason(world: Desk) -> None:
    webhook_id = hooked(world, events=CREATED, retry_interval=1)
    opened(world)
    failed_try(world, webhook_id)
    failed_try(at(world, hook(world, webhook_id).failing_since + timedelta(days=4)), webhook_id)
    assert hook(world, webhook_id).is_active
    late = at(world, hook(world, webhook_id).failing_since + timedelta(days=5))
    failed_try(late, webhook_id)
    row = hook(world, webhook_id)
    assert not row.is_active
    assert "5 days" in row.disabled_reason and "503" in row.disabled_reason
    opened(late)
    assert len(deliveries(world)) == 1, "it is told no more"
    with world.work(ROOT) as work:
        change_webhook(work, webhook_id, WebhookWish(is_active=True))
    row = hook(world, webhook_id)
    assert (row.is_active, row.disabled_reason, row.failing_since) == (1, "", None)


def test_pauses_grow_up_to_four_hours(world: Desk) -> None:
    webhook_id = hooked(world, events=CREATED, retry_count=30)
    opened(world)
    seen, moment = [], deliveries(world)[0].create_time
    for _ in range(14):
        failed_try(at(world, moment), webhook_id)
        seen.append(deliveries(world)[0].next_try_at - moment)
        moment = deliveries(world)[0].next_try_at
    assert timedelta(seconds=15) <= seen[0] <= timedelta(seconds=30)
    assert timedelta(seconds=120) <= seen[3] <= timedelta(seconds=240)
    assert all(LONGEST_PAUSE / 2 <= one <= LONGEST_PAUSE for one in seen[-3:])


def test_a_webhook_deleted_on_the_way_is_no_harm(world: Desk) -> None:
    webhook_id = hooked(world, events=CREATED)
    opened(world)
    with world.look() as look:
        parcel = next_parcel(look, webhook_id)
    with world.work(ROOT) as work:
        delete_webhook(work, webhook_id)
    assert parcel
    with world.work() as work:
        note_outcome(work, parcel, Outcome(5, 204))
    assert deliveries(world) == attempts(world) == []


def test_old_deliveries_are_forgotten(world: Desk, world_place: Place, receiver: Receiver) -> None:
    let_out(world)
    hooked(world, receiver.url, events=CREATED)
    opened(world)
    send_due(world, world_place.data)
    made = deliveries(world)[0].create_time
    expire_deliveries(at(world, made + timedelta(days=29)))
    assert len(deliveries(world)) == 1
    expire_deliveries(at(world, made + timedelta(days=31)))
    assert deliveries(world) == attempts(world) == []
