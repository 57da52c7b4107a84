"""Webhooks on the administrators' pages: made, tested, looked at and sent again, without their secrets."""

import re
from collections.abc import Iterator

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.webhooks.webhooks import change_webhook, find_webhook
from polydesk.desk.webhooks.wishes import WebhookWish
from polydesk.kernel.errors import Invalid
from tests.api.generic_interface.test_statement_budget import counted
from tests.hooks.hooking import deliveries, let_out
from tests.hooks.receiver import Receiver, receiving
from tests.web.agent.client import Browser
from tests.world.cast import ROOT
from tests.world.tickets import opened

PATH = "/admin/webhooks"
FORM = {
    "name": "Warehouse",
    "url": "https://93.184.216.34/hook",
    "is_active": "1",
    "events": ["ticket.created"],
    "retry_interval": "30",
    "timeout": "10",
}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


def made(root: Browser, **changed: object) -> tuple[int, str]:
    """Its id, and its secret."""
    page = root.post(f"{PATH}/new", {**FORM, **changed}).text
    found = re.search(r'class="secret"[^>]* value="([^"]+)"', page)
    number = re.search(rf'href="{PATH}/(\d+)"', page)
    assert found and number, page
    return int(number[1]), found[1]


def test_a_webhook_is_made_and_its_secret_shown_once(root: Browser, world: Desk) -> None:
    number, secret = made(root, queues=["Raw"], headers="Authorization = Bearer cAnAry")
    with world.look() as look:
        hook = find_webhook(look, number)
    assert (hook.events, len(hook.queue_ids)) == (["ticket.created"], 1)
    for page in (PATH, f"{PATH}/{number}"):
        text = root.get(page).text
        assert secret not in text and "cAnAry" not in text


def test_d6_headers_go_to_no_other_host_than_they_were_kept_for(root: Browser, world: Desk) -> None:
    """Who gets hold of an administrator's session could have them sent anywhere."""
    number, _secret = made(root, headers="Authorization = Bearer cAnAry")
    there = {**FORM, "url": "https://93.184.216.34/other"}
    for url in ("https://93.184.216.35/hook", "https://93.184.216.34:8443/hook"):
        turned = {**FORM, "url": url, "headers": "Authorization = ********"}
        assert root.post(f"{PATH}/{number}", turned).status_code == 422
        with world.work(ROOT) as work, pytest.raises(Invalid):
            change_webhook(work, number, WebhookWish(url=url))
    assert root.post(f"{PATH}/{number}", {**there, "headers": "Authorization = ********"}).status_code == 303
    assert root.post(f"{PATH}/{number}", {**turned, "headers": "Authorization = Bearer new"}).status_code == 303
    assert root.post(f"{PATH}/{number}", {**there, "headers": ""}).status_code == 303


def test_masked_headers_stay_as_they_are(root: Browser, world: Desk) -> None:
    number, _secret = made(root, headers="Authorization = Bearer cAnAry")
    kept = {**FORM, "name": "Depot", "headers": "Authorization = ********"}
    assert root.post(f"{PATH}/{number}", kept).status_code == 303
    with world.look() as look:
        hook = find_webhook(look, number)
    assert (hook.name, dict(hook.headers)) == ("Depot", {"Authorization": "********"})


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"url": "http://127.0.0.1/x"}, "url"),
        ({"url": "nonsense"}, "url"),
        ({"name": ""}, "name"),
        ({"events": ["no.such.event"]}, "events"),
        ({"queues": ["No such queue"]}, "queues"),
        ({"retry_count": "x"}, "retry_count"),
        ({"timeout": "9999"}, "timeout"),
        ({"headers": "Host = evil.example"}, "headers"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(root: Browser, changed: dict[str, object], field: str) -> None:
    page = root.post(f"{PATH}/new", {**FORM, **changed})
    assert page.status_code == 422 and f'id="{field}-error"' in page.text


def test_a_test_is_sent_and_the_log_says_how_it_went(root: Browser, world: Desk, receiver: Receiver) -> None:
    let_out(world)
    number, _secret = made(root, url=receiver.url)
    answer = root.post(f"{PATH}/{number}/test")
    assert answer.status_code == 303
    text = root.get(answer.headers["location"]).text
    assert "was taken" in text and "ping" in text
    assert receiver.events == ["ping"]


def test_deliveries_are_listed_and_sent_again(root: Browser, world: Desk) -> None:
    number, _secret = made(root)
    opened(world, title="<script>x</script>")
    [row] = deliveries(world)
    log = root.get(f"{PATH}/{number}/deliveries").text
    assert "ticket.created" in log and f"{PATH}/{number}/deliveries/{row.id}" in log
    assert "<script>x" not in root.get(f"{PATH}/{number}/deliveries/{row.id}").text
    assert root.post(f"{PATH}/{number}/deliveries/{row.id}/again").status_code == 303
    assert root.post(f"{PATH}/{number}/deliveries/again").status_code == 303
    assert root.get(f"{PATH}/{number}/deliveries/{row.id + 1}").status_code == 404


def test_a_new_secret_is_shown_and_the_webhook_deleted(root: Browser, world: Desk) -> None:
    number, secret = made(root)
    page = root.post(f"{PATH}/{number}/secret").text
    assert "whsec_" in page and secret not in page
    assert root.post(f"{PATH}/{number}/delete").status_code == 303
    assert root.get(f"{PATH}/{number}").status_code == 404


def test_a_list_is_few_statements(root: Browser, world: Desk) -> None:
    for number in range(3):
        made(root, name=f"hook {number}")
    root.get(PATH)
    with counted(world) as statements:
        root.get(PATH)
    assert len(statements) <= 6, statements
