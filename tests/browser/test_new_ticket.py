"""A new ticket, from a call."""

from collections.abc import Iterator

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.new_ticket_drafts import list_new_ticket_drafts, take_new_ticket_draft
from tests.browser.browsing import PHONE, Complaints, Open, Page, take_pictures
from tests.browser.test_writing import DROP, file
from tests.world.cast import ADA
from tests.world.tickets import opened


@pytest.fixture(autouse=True)
def nothing_begun(desk: Desk) -> Iterator[None]:
    """What one journey leaves half typed is not what the next begins with."""
    _forget_what_was_begun(desk)
    yield
    _forget_what_was_begun(desk)


def _forget_what_was_begun(desk: Desk) -> None:
    with desk.work(ADA) as work:
        for one in list_new_ticket_drafts(work):
            take_new_ticket_draft(work, one.key)


def wait_until_kept(page: Page) -> None:
    page.wait_for_selector("#draft-state >> text=Draft saved")


def test_a_customer_is_found_while_typing_and_the_ticket_made_by_keys(signed_in: Page) -> None:
    signed_in.goto("/")
    with signed_in.expect_navigation():
        signed_in.keyboard.press("c")
    signed_in.wait_for_selector("#customer:focus")
    signed_in.keyboard.type("Cora Cust")
    signed_in.keyboard.press("Enter")  # before anybody is found
    signed_in.wait_for_selector("#field-Title:focus")
    assert signed_in.input_value("#customer") == "c1"
    signed_in.keyboard.type("Copier jams")
    signed_in.keyboard.press("Tab")
    signed_in.fill("#field-Body", "Every third page.")
    signed_in.select_option("#field-QueueID", label="Sales")
    take_pictures(signed_in, "new-ticket")
    signed_in.press("#field-Body", "Control+Enter")
    signed_in.wait_for_selector("h1:has-text('Copier jams')")
    assert "Every third page." in signed_in.inner_text("article")
    assert "Cora Customer" in signed_in.inner_text(".ticket-side")


def test_tab_leaves_the_customers_found_and_arrows_go_through_them(signed_in: Page) -> None:
    signed_in.goto("/tickets/new")
    signed_in.wait_for_selector("#customer:focus")
    signed_in.keyboard.type("acme")
    signed_in.wait_for_selector("[data-customer=c2]")
    signed_in.keyboard.press("ArrowDown")
    signed_in.keyboard.press("ArrowDown")
    signed_in.wait_for_selector(".people li:nth-child(2) button:focus")
    take_pictures(signed_in, "new-ticket-customers")
    signed_in.keyboard.press("Escape")
    signed_in.keyboard.press("Tab")
    assert signed_in.evaluate("document.activeElement.id") == "field-Title"
    wait_until_kept(signed_in)  # or it would be when the tab is closed


def test_the_beginning_of_an_address_still_finds_whose_it_is(signed_in: Page) -> None:
    signed_in.goto("/tickets/new")
    signed_in.wait_for_selector("#customer:focus")
    signed_in.keyboard.type("c1@acme.exam")
    signed_in.wait_for_selector("[data-customer=c1]")
    signed_in.keyboard.press("Enter")
    signed_in.wait_for_selector("#field-Title:focus")
    assert signed_in.input_value("#customer") == "c1@acme.exam"
    wait_until_kept(signed_in)


def test_a_ticket_like_it_is_shown_before_another_is_made(signed_in: Page, desk: Desk) -> None:
    opened(desk, title="Monitor flickers", customer_user="c2")
    signed_in.goto("/tickets/new?customer=c2")
    assert signed_in.evaluate("document.activeElement.id") == "field-Title"
    signed_in.fill("#field-Title", "Monitor flickers again")
    signed_in.press("#field-Title", "Tab")
    signed_in.wait_for_selector("#similar >> text=Monitor flickers")
    wait_until_kept(signed_in)
    take_pictures(signed_in, "similar")


def test_what_is_missing_is_said_beside_its_field(signed_in: Page, complaints: Complaints) -> None:
    complaints.expect("422")
    signed_in.goto("/tickets/new")
    signed_in.evaluate("document.querySelector('#new-ticket').noValidate = true")
    signed_in.set_input_files("#files", file(b"a"))
    signed_in.wait_for_selector("#write-kept label >> text=a.txt")
    signed_in.fill("#field-Title", "Nobody's")
    signed_in.click("text=Create ticket")
    signed_in.wait_for_selector("#customer-error")
    assert signed_in.input_value("#field-Title") == "Nobody's"
    assert signed_in.evaluate("document.activeElement.id") == "customer"
    assert signed_in.locator("#write-kept input:checked").count() == 1
    take_pictures(signed_in, "new-ticket-errors")


def test_what_was_begun_goes_on_after_the_tab_was_closed_until_it_is_discarded(signed_in: Page) -> None:
    signed_in.goto("/tickets/new?kind=email")
    signed_in.wait_for_selector("#customer:focus")
    signed_in.keyboard.type("Cora Cust")
    signed_in.keyboard.press("Enter")
    signed_in.wait_for_selector("#field-Title:focus")
    signed_in.fill("#cc", "boss@acme.example")
    signed_in.fill("#field-Title", "The door squeaks")
    signed_in.set_input_files("#files", file(b"a"))
    signed_in.wait_for_selector("#write-kept label >> text=a.txt")
    signed_in.type("#field-Body", "Precio")
    other = signed_in.context.new_page()
    signed_in.close(run_before_unload=False)
    other.goto("/tickets/new?kind=email")
    other.wait_for_selector("text=Draft from")
    for place, text in (
        ("#customer", "c1"),
        ("#cc", "boss@acme.example"),
        ("#field-Title", "The door squeaks"),
        ("#field-Body", ""),
    ):
        assert other.input_value(place).startswith(text)
    assert other.locator("#write-kept input:checked").count() == 1
    assert other.evaluate("document.activeElement.id") == "field-Body"
    take_pictures(other, "new-ticket-draft")
    other.type("#field-Body", "us")
    other.click("text=Discard")
    other.wait_for_selector("#customer:focus")
    assert not other.input_value("#field-Title") and other.locator("text=Draft from").count() == 0
    other.wait_for_timeout(200)
    other.goto("/tickets/new?kind=email")
    assert other.locator("text=Draft from").count() == 0


def test_it_takes_dropped_files_and_is_made_with_them(signed_in: Page) -> None:
    signed_in.goto("/tickets/new?customer=c1")
    signed_in.fill("#field-Title", "The scanner smokes")
    signed_in.select_option("#field-QueueID", label="Sales")
    signed_in.fill("#field-Body", "See the pictures.")
    signed_in.evaluate(DROP, ["#new-ticket", "drop"])
    signed_in.evaluate(DROP, ["#field-Body", "paste"])
    signed_in.wait_for_selector("#write-kept label >> text=image-")
    signed_in.uncheck("#write-kept label:has-text('dropped.txt') input")
    wait_until_kept(signed_in)
    signed_in.reload()
    assert signed_in.input_value("#field-Body") == "See the pictures."
    assert signed_in.locator("#write-kept input").count() == 2
    assert signed_in.locator("#write-kept input:checked").count() == 1
    take_pictures(signed_in, "new-ticket-files")
    signed_in.press("#field-Title", "Enter")  # as if the button was pressed
    signed_in.wait_for_selector("h1:has-text('The scanner smokes')")
    assert "image-" in signed_in.inner_text("article") and "dropped.txt" not in signed_in.inner_text("article")
    signed_in.goto("/tickets/new")
    assert signed_in.locator("text=Draft from").count() == 0


def test_another_draft_is_offered_beside_what_was_asked_for(signed_in: Page) -> None:
    signed_in.goto("/tickets/new?kind=email")
    signed_in.fill("#field-Title", "A mail begun")
    wait_until_kept(signed_in)
    signed_in.goto("/tickets/new?customer=c2")
    signed_in.fill("#field-Title", "A call begun")
    wait_until_kept(signed_in)
    signed_in.goto("/tickets/new?customer=c1")
    signed_in.wait_for_selector("text=takes its place")
    take_pictures(signed_in, "new-ticket-others")
    signed_in.click(".draft:has-text('A mail begun') a")
    assert signed_in.input_value("#field-Title") == "A mail begun"


def test_without_scripts_files_wait_with_the_draft(open_tab: Open) -> None:
    page = open_tab(java_script_enabled=False, viewport=PHONE)
    page.goto("/tickets/new")
    page.fill("#customer", "c1")
    page.set_input_files("#files", file(b"a"))
    page.fill("#field-Title", "Made slowly, with a file")
    page.fill("#field-Body", "Here it is.")
    page.select_option("#field-QueueID", label="Sales")
    page.click("text=Keep as a draft")
    page.goto("/tickets/new")
    assert page.input_value("#customer") == "c1"
    page.click("text=Create ticket")
    assert page.inner_text("h1") == "Made slowly, with a file"
    assert "a.txt" in page.inner_text("article")
