"""A new ticket, from a call."""

from polydesk.desk.desk import Desk
from tests.browser.browsing import Complaints, Page, take_pictures
from tests.world.tickets import opened


def test_a_customer_is_found_while_typing_and_the_ticket_made_by_keys(signed_in: Page) -> None:
    signed_in.goto("/")
    with signed_in.expect_navigation():
        signed_in.keyboard.press("c")
    signed_in.locator("#customer").press_sequentially("Cora")
    signed_in.wait_for_selector("[data-customer=c1]")
    signed_in.keyboard.press("Enter")
    assert signed_in.input_value("#customer") == "c1"
    signed_in.keyboard.type("Scanner eats paper")
    signed_in.fill("#field-Body", "Every third page.")
    signed_in.select_option("#field-QueueID", label="Sales")
    take_pictures(signed_in, "new-ticket")
    signed_in.click("text=Create ticket")
    signed_in.wait_for_selector("h1:has-text('Scanner eats paper')")
    assert "Every third page." in signed_in.inner_text("article")
    assert "Cora Customer" in signed_in.inner_text(".ticket-side")


def test_a_ticket_like_it_is_shown_before_another_is_made(signed_in: Page, desk: Desk) -> None:
    opened(desk, title="Monitor flickers", customer_user="c2")
    signed_in.goto("/tickets/new?customer=c2")
    signed_in.fill("#field-Title", "Monitor flickers again")
    signed_in.press("#field-Title", "Tab")
    signed_in.wait_for_selector("#similar >> text=Monitor flickers")
    take_pictures(signed_in, "similar")


def test_what_is_missing_is_said_beside_its_field(signed_in: Page, complaints: Complaints) -> None:
    complaints.expect("422")
    signed_in.goto("/tickets/new")
    signed_in.evaluate("document.querySelector('#new-ticket').noValidate = true")
    signed_in.fill("#field-Title", "Nobody's")
    signed_in.click("text=Create ticket")
    signed_in.wait_for_selector("#customer-error")
    assert signed_in.input_value("#field-Title") == "Nobody's"
