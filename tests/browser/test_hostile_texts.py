"""Class A1 in a browser: nothing that strangers have sent runs, is asked for elsewhere, or breaks a policy.

Every test fails on what a browser complains of; see browsing.py.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.kernel.counting import counter
from polydesk.wiring import open_desk
from tests.browser.browsing import Browser, Complaints, Page, missing
from tests.browser.conftest import apart, sign_in
from tests.conformance.running import RunningServer
from tests.conftest import Templates
from tests.mail.post import accepted
from tests.web.furnished import ROOT_LOGIN, whole_pages
from tests.web.hostile import CORPUS, Fields, letter_of, store_all
from tests.world.cast import ROOT, build_world

WRITING = ("/write?kind=reply&new=1", "/history", "?change=title", "/merge")
LISTS = ("/views/all", "/queues/7", *(path for path in whole_pages() if "{" not in path))


@dataclass
class Attacked:
    url: str
    desk: Desk
    tickets: list[int]


@pytest.fixture(scope="module")
def attacked(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    if missing():
        pytest.skip(missing())
    data = tmp_path_factory.mktemp("attacked") / "data"
    templates.sqlite("world", build_world, data)
    desk = open_desk(data, None)
    counter.cache_clear()
    tickets = apart(lambda: store_all(desk, ROOT))
    with RunningServer(data) as server:
        yield Attacked(server.url, desk, tickets)
    desk.database.dispose()


@pytest.fixture(scope="module")
def state(attacked: Attacked, chromium: Browser) -> Iterator[Any]:
    context = chromium.new_context(base_url=attacked.url)
    sign_in(context.new_page(), ROOT_LOGIN)
    yield context.storage_state()
    context.close()


@pytest.fixture
def page(attacked: Attacked, chromium: Browser, state: Any) -> Iterator[Page]:
    complaints = Complaints(attacked.url)
    context = chromium.new_context(base_url=attacked.url, storage_state=state)
    complaints.listen(context)
    yield context.new_page()
    context.close()
    assert not complaints.unexpected()


def _open(page: Page, address: str) -> None:
    """And all of its frames, also those that are shown when somebody scrolls there."""
    page.goto(address)
    page.evaluate("for (const one of document.querySelectorAll('iframe')) one.loading = 'eager'")
    page.wait_for_load_state("networkidle" if page.query_selector("iframe") else "load")
    for frame in page.frames:
        assert frame.evaluate("window.pwned") is None, address


@pytest.mark.parametrize("part", range(8))
def test_a1_every_ticket(page: Page, attacked: Attacked, part: int) -> None:
    for ticket_id in attacked.tickets[part::8]:
        _open(page, f"/tickets/{ticket_id}")
        assert page.inner_text(".ticket-path .number")


@pytest.mark.parametrize("path", WRITING)
def test_a1_what_is_done_with_tickets(page: Page, attacked: Attacked, path: str) -> None:
    for ticket_id in attacked.tickets[::7]:
        _open(page, f"/tickets/{ticket_id}{path}")


@pytest.mark.parametrize("part", range(8))
def test_a1_pages_that_list_them(page: Page, part: int) -> None:
    """Among them what administrators read: mail, failed sign-ins, logs of web services, the audit trail."""
    for path in LISTS[part::8]:
        _open(page, path)


def test_a1_logged_requests(page: Page) -> None:
    page.goto("/admin/web-services")
    logged = []
    for service in _links(page, r"/admin/web-services/\d+$"):
        page.goto(f"{service}/log")
        logged += _links(page, rf"{service}/log/\d+$")[:20]
    assert logged
    for entry in logged:
        _open(page, entry)


def _links(page: Page, pattern: str) -> list[str]:
    every = page.locator("main a").evaluate_all("(all) => all.map((one) => one.getAttribute('href') ?? '')")
    return list(dict.fromkeys(one for one in every if re.search(pattern, one)))


def test_a1_lists_that_go_on_and_tickets_beside_them(page: Page, attacked: Attacked) -> None:
    page.goto("/views/all")
    page.click("text=Split view")
    page.wait_for_selector("#pane")
    for row in page.query_selector_all("td.c-title a")[:12]:
        row.click()
        page.wait_for_selector("#pane .ticket-head")
    for _scroll in range(len(attacked.tickets) // 50):
        page.keyboard.press("End")
        page.wait_for_timeout(200)
    page.click("text=Split view")


def test_a1_what_is_typed_and_found(page: Page) -> None:
    for text in CORPUS[::3]:
        page.goto("/")
        page.fill("#search", text[:200])
        page.press("#search", "Enter")
        page.wait_for_url("**/search?q=**")
        page.keyboard.press("Control+k")
        page.fill("#palette-text", text[:40])
        page.wait_for_timeout(250)


def test_a1_news_of_them(page: Page, attacked: Attacked) -> None:
    """The stream tells of tickets while they come in."""
    with page.expect_response("**/stream*"):
        page.goto("/views/all")
    for number in range(0, len(CORPUS), 6):
        accepted(attacked.desk, letter_of(Fields(number + 1), f"again-{number}"))
    page.wait_for_selector("#live.is-shown")
    page.click("#live >> text=Show")
    page.wait_for_load_state()
