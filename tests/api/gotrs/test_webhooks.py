"""Webhooks over `/api/v1`: made, shown without secrets, tested, looked at and replayed, by administrators only."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from polydesk.desk.access.models import RepeatedRequest
from polydesk.desk.audit.models import AuditEntry
from polydesk.desk.desk import Desk
from polydesk.desk.webhooks.names import EVENT_NAMES
from tests.api.gotrs.client import ADA, CORA, ON_SQLITE, ROOT, Client, Reply
from tests.conftest import Place
from tests.hooks.hooking import SECRET, deliveries, hook, let_out, send_due
from tests.hooks.receiver import Receiver, receiving
from tests.world.tickets import opened

PATH = "/api/v1/admin/webhooks"
SENT = {"name": "Warehouse", "url": "https://93.184.216.34/hook", "events": ["ticket.created"]}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


@pytest.fixture
def root(gotrs: Client) -> Client:
    return gotrs.of(ROOT)


def made(client: Client, **given: Any) -> Any:
    return client.post(PATH, {**SENT, **given}).data


def one(made_hook: Any, *rest: Any) -> str:
    return "/".join([PATH, str(made_hook["id"]), *map(str, rest)])


def test_a_secret_is_shown_once(root: Client) -> None:
    reply = root.post(PATH, SENT)
    assert (reply.status, reply.json["message"]) == (201, "Webhook created")
    secret = reply.data["secret"]
    assert secret.startswith("whsec_") and len(secret) > 60
    shown = root.get(one(reply.data))
    assert shown.data == {name: value for name, value in reply.data.items() if name not in ("secret", "warning")}
    for other in (shown, root.get(PATH), root.get("/api/v1/admin/audit/logs")):
        assert secret not in other.body.decode()


def test_c8_secrets_and_headers_are_nowhere_but_in_their_own_columns(root: Client, world: Desk) -> None:
    made(root, headers={"Authorization": "Bearer cAnAry-9b1f"}, secret=SECRET)
    reply = root.get(PATH)
    assert reply.data[0]["headers"] == {"Authorization": "********"}
    with world.look() as look:
        kept = [*look.connection.scalars(select(AuditEntry.new_values)), reply.body.decode()]
    assert not [text for text in kept if "cAnAry" in text or SECRET in text]


def test_only_what_is_sent_changes(root: Client, world: Desk) -> None:
    webhook = made(root, headers={"X-Key": "one"}, filters={"queue_ids": [1]}, timeout=5)
    changed = root.put(one(webhook), {"events": ["article.*"]}).data
    assert changed["events"] == ["article.*"]
    assert {name for name in changed if changed[name] != webhook[name]} <= {"events", "updated_at"}
    root.put(one(webhook), {"headers": {"X-Key": "********", "X-More": "two"}})
    assert hook(world, webhook["id"]).headers == {"X-Key": "one", "X-More": "two"}


def test_names_are_unique(root: Client) -> None:
    made(root)
    other = made(root, name="Other")
    for reply in (root.post(PATH, SENT), root.put(one(other), {"name": "Warehouse"})):
        assert (reply.status, reply.error) == (409, "Webhook with this name already exists")
    assert root.get(PATH).json["pagination"]["total"] == 2


@ON_SQLITE
@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"name": ""}, "name"),
        ({"name": "   "}, "name"),
        ({"url": "https://kim:secret@93.184.216.34/"}, "url"),
        ({"url": "https://127.0.0.1/"}, "not public"),
        ({"url": "http://93.184.216.34/"}, "AllowHTTP"),
        ({"url": "x" * 3000}, "url"),
        ({"events": []}, "events"),
        ({"events": ["nonsense"]}, "events"),
        ({"events": ["nonsense.*"]}, "events"),
        ({"events": "ticket.created"}, "events"),
        ({"filters": {"queue_ids": [4711]}}, "filters.queue_ids"),
        ({"filters": {"queue_ids": [2**70]}}, "filters.queue_ids"),
        ({"headers": {"X-Key": "a\r\nX-Other: b"}}, "headers"),
        ({"headers": {"X Key": "a"}}, "headers"),
        ({"headers": {"Host": "elsewhere"}}, "headers"),
        ({"headers": {"x-polydesk-signature": "t=1,v1=00"}}, "headers"),
        ({"headers": {"Transfer-Encoding": "chunked"}}, "headers"),
        ({"secret": "short"}, "secret"),
        ({"secret": "with a space in it, and long"}, "secret"),
        ({"timeout": 31}, "timeout"),
        ({"timeout": 0}, "timeout"),
        ({"retry_count": -1}, "retry_count"),
        ({"retry_interval": 0}, "retry_interval"),
        ({"is_active": "yes"}, "is_active"),
    ],
)
def test_bad_wishes_are_refused(root: Client, bad: dict[str, Any], said: str) -> None:
    reply = root.post(PATH, {**SENT, **bad})
    assert (reply.status, said in reply.error) == (400, True), reply.error
    assert root.get(PATH).data == []


def test_a_test_sends_a_ping_and_says_how_it_went(root: Client, world: Desk, receiver: Receiver) -> None:
    let_out(world)
    webhook = made(root, url=receiver.url, is_active=False)
    result = root.post(one(webhook, "test")).data
    assert (result["delivered"], result["status_code"], result["error"]) == (True, 204, None)
    assert receiver.events == ["ping"]
    assert json.loads(receiver.requests[0].body)["data"]["webhook_id"] == webhook["id"]
    receiver.answer = lambda _request: (418, b"teapot")
    result = root.post(one(webhook, "test")).data
    assert (result["delivered"], result["status_code"], result["error"]) == (False, 418, "the receiver answered 418")
    assert [row.state for row in deliveries(world)] == ["delivered", "failed"]
    assert hook(world, webhook["id"]).failing_since is None, "a test says nothing of deliveries"


def test_the_log_is_read_page_by_page_and_in_detail(
    root: Client, world: Desk, world_place: Place, receiver: Receiver
) -> None:
    let_out(world)
    receiver.answer = lambda request: (500 if b"Poison" in request.body else 204, b"as ever")
    webhook = made(root, url=receiver.url, retry_count=0)
    for title in ("One", "Poison", "Three"):
        opened(world, title=title)
    send_due(world, world_place.data)
    log = one(webhook, "deliveries")
    first = root.get(log, per_page=2)
    second = root.get(log, per_page=2, cursor=first.json["pagination"]["next_cursor"])
    assert [len(first.data), len(second.data), second.json["pagination"]["next_cursor"]] == [2, 1, None]
    assert [row["state"] for row in first.data + second.data] == ["delivered", "failed", "delivered"]
    [failed] = root.get(log, state="failed").data
    details = root.get(f"{log}/{failed['id']}").data
    assert details["payload"].encode() == receiver.requests[1].body
    [attempt] = details["tries"]
    assert (attempt["status_code"], attempt["response"], attempt["error"]) == (
        500,
        "as ever",
        "the receiver answered 500",
    )
    assert root.get(one(webhook, "stats")).data == {"pending": 0, "delivered": 2, "failed": 1}


def test_replays_are_queued(root: Client, world: Desk, world_place: Place, receiver: Receiver) -> None:
    let_out(world)
    receiver.answer = lambda _request: (500, b"")
    webhook = made(root, url=receiver.url, retry_count=0)
    for _ in range(2):
        opened(world)
    send_due(world, world_place.data)
    receiver.answer = lambda _request: (204, b"")
    log = one(webhook, "deliveries")
    newest = root.get(log).data[0]
    single = root.post(f"{log}/{newest['id']}/replay")
    assert (single.status, single.json["data"]) == (202, {"replayed": 1})
    rest = root.post(f"{log}/replay", {"since": "2000-01-01T00:00:00Z"})
    assert (rest.status, rest.json["data"]) == (202, {"replayed": 1})
    assert root.post(f"{log}/replay").json["data"] == {"replayed": 0}
    send_due(world, world_place.data)
    bodies = [request.body for request in receiver.requests]
    assert sorted(bodies[:2]) == sorted(bodies[2:])
    assert {row.state for row in deliveries(world)} == {"delivered"}


def test_a_rotated_secret_is_shown_once(root: Client) -> None:
    webhook = made(root)
    rotated = root.post(one(webhook, "rotate-secret"), {}).data
    assert rotated["secret"] != webhook["secret"]
    shown = root.get(one(webhook))
    assert shown.data["old_secret_expires_at"] == rotated["old_secret_expires_at"]
    assert rotated["secret"] not in shown.body.decode()


def test_deleting_takes_the_log_along(root: Client, world: Desk) -> None:
    webhook = made(root)
    opened(world)
    assert root.delete(one(webhook)).data == {"id": webhook["id"]}
    assert (root.get(one(webhook)).status, deliveries(world)) == (404, [])
    opened(world)
    assert deliveries(world) == []


def test_what_is_done_is_in_the_audit_trail(root: Client, world: Desk) -> None:
    webhook = made(root)
    root.put(one(webhook), {"is_active": False})
    root.post(one(webhook, "rotate-secret"), {})
    root.post(one(webhook, "deliveries/replay"))
    root.delete(one(webhook))
    actions = [entry["action"] for entry in root.get("/api/v1/admin/audit/logs").data]
    done = ["delete", "replay", "rotate_secret", "update", "create"]
    assert [one for one in actions if one.startswith("webhook.")] == [f"webhook.{what}" for what in done]


def test_keys_are_heard_but_where_secrets_are_shown(root: Client, world: Desk, receiver: Receiver) -> None:
    let_out(world)
    key = {"idempotency-key": "one"}
    webhook = root.post(PATH, {**SENT, "url": receiver.url}, key).data
    root.post(one(webhook, "rotate-secret"), {}, key)
    with world.look() as look:
        assert look.connection.execute(select(func.count()).select_from(RepeatedRequest)).scalar_one() == 0
    first, second = root.post(one(webhook, "test"), {}, key), root.post(one(webhook, "test"), {}, key)
    assert first.body == second.body
    assert receiver.events == ["ping"]


def test_all_names_are_listed(root: Client) -> None:
    assert set(root.get(f"{PATH}/events").data["events"]) == EVENT_NAMES


@ON_SQLITE
def test_what_is_not_there_is_not_found(root: Client) -> None:
    webhook = made(root)
    for reply in (
        root.get(f"{PATH}/4711"),
        root.put(f"{PATH}/4711", {"name": "x"}),
        root.delete(f"{PATH}/{2**70}"),
        root.post(f"{PATH}/4711/test"),
        root.get(f"{PATH}/4711/deliveries"),
        root.get(f"{PATH}/4711/stats"),
        root.post(f"{PATH}/4711/deliveries/replay"),
        root.get(one(webhook, "deliveries", 4711)),
        root.post(one(webhook, "deliveries", 4711, "replay")),
    ):
        assert (reply.status, reply.error.endswith("not found")) == (404, True)
    log = one(webhook, "deliveries")
    assert [root.get(log, cursor=bad).status for bad in ("nonsense", "LTE=", "é")] == [400] * 3
    assert root.get(log, state="lost").status == 400
    assert root.post(one(webhook, "deliveries/replay"), {"since": "soon"}).status == 400


@ON_SQLITE
def test_only_administrators_may(gotrs: Client, root: Client) -> None:
    webhook = made(root)
    calls = [
        ("GET", PATH),
        ("POST", PATH),
        ("GET", f"{PATH}/events"),
        *((method, one(webhook)) for method in ("GET", "PUT", "DELETE")),
        *(("POST", one(webhook, what)) for what in ("test", "rotate-secret", "deliveries/replay")),
        *(("GET", one(webhook, what)) for what in ("deliveries", "stats", "deliveries/1")),
        ("POST", one(webhook, "deliveries/1/replay")),
    ]
    for who in (ADA, CORA):
        client = gotrs.of(who)
        replies: list[Reply] = [client.send(method, path, SENT) for method, path in calls]
        assert {reply.status for reply in replies} == {403}
    assert {gotrs.send(method, path, SENT).status for method, path in calls} == {401}
    token = root.post("/api/v1/tokens", {"name": "t", "scopes": ["tickets:read"]}).data["token"]
    assert root.with_token(token).get(PATH).status == 403


@ON_SQLITE
def test_d6_a_token_opens_no_network(root: Client) -> None:
    config = "/api/v1/admin/system/config"
    for name, value in (("Webhooks::AllowedNetworks", ["127.0.0.0/8"]), ("Webhooks::AllowHTTP", True)):
        assert root.put(config, {"settings": {name: value}}).status == 403
