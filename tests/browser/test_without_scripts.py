"""With JavaScript off, everything that matters can be done: it only takes a page more."""

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.add_article import NewArticle
from tests.browser.browsing import Open, Page
from tests.world.tickets import opened

LETTER = NewArticle(
    subject="Smoke", body="<p>It <b>smokes</b>.</p>", content_type="text/html; charset=utf-8", sender_type_id=3
)


@pytest.fixture
def page(open_tab: Open) -> Page:
    return open_tab("agent1", java_script_enabled=False)


@pytest.fixture
def ticket(desk: Desk) -> str:
    return f"/tickets/{opened(desk, title='Plain old pages', customer_user='c1', article=LETTER)}"


def test_reading(page: Page, ticket: str) -> None:
    page.goto("/views/all?q=plain")
    page.locator("text=Plain old pages").first.click()
    page.wait_for_selector("h1:has-text('Plain old pages')")
    assert page.frame_locator("article iframe").first.locator("b").inner_text() == "smokes"


def test_replying(page: Page, ticket: str) -> None:
    page.goto(ticket)
    page.click("text=Reply to this")
    page.fill("#write-to", "c1@acme.example")
    page.fill("#write-body", "We are on our way.")
    page.click("[name=action][value=send]")
    page.click("#held >> text=Send now")
    page.wait_for_load_state()
    while page.locator("#held >> text=Is going out now").count():
        page.reload()
    assert "We are on our way." in page.inner_text("#main")


def test_changing_a_property(page: Page, ticket: str) -> None:
    page.goto(ticket)
    page.locator(".fact", has=page.get_by_text("Priority", exact=True)).locator("a.change").click()
    page.select_option("#property", label="5 very high")
    page.click(".property-form button")
    page.wait_for_selector(".marks >> text=5 very high")


def test_changing_several_tickets(page: Page, ticket: str) -> None:
    page.goto("/views/all?q=plain")
    page.locator("td.c-pick input").first.check()
    page.select_option("#bulk-do", label="lock")
    page.click("#bulk button")
    assert "1 ticket changed." in page.inner_text(".outcome")


def test_a_new_ticket(page: Page) -> None:
    page.goto("/tickets/new")
    page.fill("#customer", "c1")
    page.fill("#field-Title", "Made without scripts")
    page.fill("#field-Body", "Slowly.")
    page.select_option("#field-QueueID", label="Sales")
    page.click("text=Create ticket")
    page.wait_for_selector("h1:has-text('Made without scripts')")
