"""Search and the command palette."""

from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.add_article import NewArticle
from tests.browser.browsing import Open, Page, take_pictures
from tests.world.tickets import opened, ticket_row

IS_PLAIN = "(one) => getComputedStyle(one).position === 'static'"
"""It stands in its line: styles of other parts of the pages do not reach it."""
ARTICLE = NewArticle(subject="Walrus", body="The walrus sat on the keyboard again.", visible=False)


@pytest.fixture(scope="module")
def number(desk: Desk) -> str:
    """Of a ticket no other test speaks of."""
    ticket_id = opened(desk, title="Keyboard is flat", article=ARTICLE)
    return str(ticket_row(desk, ticket_id).number)


def test_words_lead_to_tickets_with_the_words_marked(signed_in: Page, number: str) -> None:
    signed_in.goto("/")
    signed_in.keyboard.press("/")
    signed_in.keyboard.type("walrus keyboard")
    with signed_in.expect_navigation():
        signed_in.keyboard.press("Enter")
    signed_in.wait_for_selector(".excerpt mark")
    assert signed_in.locator(".excerpt mark").all_inner_texts() == ["walrus", "keyboard"]
    take_pictures(signed_in, "search")
    signed_in.click(".hit-title")
    signed_in.wait_for_selector("h1:has-text('Keyboard is flat')")
    assert number in signed_in.inner_text(".ticket-path")


def test_a_number_leads_to_its_ticket(signed_in: Page, number: str) -> None:
    signed_in.goto("/")
    signed_in.fill("#search", number)
    signed_in.press("#search", "Enter")
    signed_in.wait_for_selector("h1:has-text('Keyboard is flat')")


def test_a_search_is_saved_shared_and_forgotten(signed_in: Page, open_tab: Open, number: str) -> None:
    signed_in.goto("/search?q=walrus")
    signed_in.fill("#save-name", "Sea animals")
    signed_in.check("text=Share with all agents")
    signed_in.click("form.save button")
    colleague = open_tab("agent2")
    colleague.goto("/search")
    colleague.click("text=Sea animals")
    assert colleague.locator(".hits li").count() == 1
    signed_in.click("[aria-label='Delete Sea animals']")
    signed_in.wait_for_selector("text=Sea animals", state="detached")


def test_the_palette_goes_anywhere(signed_in: Page, number: str) -> None:
    signed_in.goto("/dashboard")
    signed_in.keyboard.press("Control+k")
    signed_in.keyboard.type("locked")
    signed_in.wait_for_selector("#palette [role=option]:visible >> text=Locked by me")
    assert signed_in.locator("#palette [role=option]:visible .name").first.inner_text() == "Locked by me"
    assert signed_in.locator("#palette [role=option]:visible .name").first.evaluate(IS_PLAIN)
    take_pictures(signed_in, "palette")
    with signed_in.expect_navigation():
        signed_in.keyboard.press("Enter")
    assert signed_in.inner_text("h1") == "Locked by me"
    signed_in.keyboard.press("Control+k")
    signed_in.keyboard.type(number)
    signed_in.wait_for_selector("#palette [data-group=tickets] >> text=Keyboard is flat")
    with signed_in.expect_navigation():
        signed_in.keyboard.press("Enter")
    assert signed_in.inner_text("h1") == "Keyboard is flat"


def test_the_palette_is_left_by_escape(signed_in: Page) -> None:
    signed_in.goto("/")
    signed_in.keyboard.press("Control+k")
    signed_in.wait_for_selector("#palette")
    signed_in.keyboard.press("Escape")
    assert not signed_in.is_visible("#palette")


def test_what_is_typed_before_the_palette_is_there_is_for_it(signed_in: Page) -> None:
    """And does not go to the keys of the page: `c` would begin a ticket."""
    held: list[Any] = []
    signed_in.route("**/palette/dialogs", lambda route: held.append(route))
    signed_in.goto("/dashboard")
    with signed_in.expect_request("**/palette/dialogs"):
        signed_in.keyboard.press("Control+k")
    signed_in.keyboard.type("recently c")
    held[0].continue_()
    signed_in.wait_for_selector("#palette [role=option]:visible >> text=Recently closed")
    assert signed_in.input_value("#palette input") == "recently c"
    with signed_in.expect_navigation():
        signed_in.keyboard.press("Enter")
    assert signed_in.inner_text("h1") == "Recently closed"
