"""What cannot be done is told where it was asked for, and what somebody was typing stays, and is kept in the end."""

import pytest

from polydesk.desk.desk import Desk
from tests.browser.browsing import Complaints, Open, Page
from tests.browser.conftest import sign_in
from tests.world.tickets import opened

WORDS = "All of this took half an hour."


@pytest.fixture
def ticket(desk: Desk) -> str:
    return f"/tickets/{opened(desk, title='The printer smokes', customer_user='c1')}"


@pytest.fixture
def own(open_tab: Open) -> Page:
    """Of somebody whose session is theirs alone: it may be ended."""
    page = open_tab(None)
    sign_in(page, "agent1")
    return page


def _begin(page: Page, ticket: str) -> None:
    page.goto(f"{ticket}/write?kind=note")
    page.fill("#write-body", WORDS)
    page.wait_for_selector("#draft-state >> text=Draft saved")


def test_what_was_typed_outlives_the_end_of_the_session(own: Page, ticket: str, complaints: Complaints) -> None:
    complaints.expect("403")
    _begin(own, ticket)
    own.context.clear_cookies()
    own.type("#write-body", "!")
    own.wait_for_selector("#messages >> text=You are signed out.")
    own.click("[name=action][value=send]")
    own.wait_for_selector("#draft-state >> text=Not kept yet")
    assert own.input_value("#write-body") in (WORDS + "!", "!" + WORDS)
    other = own.context.new_page()
    sign_in(other, "agent1")
    other.close()
    own.click("[name=action][value=send]")
    own.wait_for_selector(f"article >> text={WORDS}")


def test_what_was_typed_outlives_a_network_that_is_away(own: Page, ticket: str, complaints: Complaints) -> None:
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    _begin(own, ticket)
    own.context.set_offline(True)
    own.click("[name=action][value=send]")
    own.wait_for_selector("#messages >> text=The desk cannot be reached.")
    assert own.input_value("#write-body") == WORDS
    own.context.set_offline(False)
    own.click("[name=action][value=send]")
    own.wait_for_selector(f"article >> text={WORDS}")


def test_what_is_sent_twice_goes_once(own: Page, ticket: str) -> None:
    _begin(own, ticket)
    own.dblclick("[name=action][value=send]")
    own.wait_for_selector(f"article >> text={WORDS}")
    assert own.locator("article", has_text=WORDS).count() == 1
    assert own.locator(".notice.draft").count() == 0


def test_what_is_begun_anew_is_gone_on_with_when_the_page_is_loaded_again(own: Page, ticket: str) -> None:
    _begin(own, ticket)
    own.click("text=Keep as a draft")
    own.wait_for_url(f"**{ticket}")
    own.goto(f"{ticket}/write?kind=note&new=1")
    own.fill("#write-body", "Something else")
    own.wait_for_selector("#draft-state >> text=Draft saved")
    own.reload()
    assert own.input_value("#write-body") == "Something else"


def test_a_refusal_takes_nothing_away_from_the_page(own: Page, ticket: str, complaints: Complaints) -> None:
    complaints.expect("500")
    complaints.expect("401")
    own.goto(ticket)
    own.route("**/properties?*", lambda route: route.fulfill(status=500, body="crashed"))
    own.click("#ticket-facts >> text=Change >> nth=0")
    own.wait_for_selector("#messages >> text=That did not work.")
    assert own.locator("#ticket-facts dl").count() >= 1
    own.unroute("**/properties?*")
    own.click("#ticket-facts >> text=Change >> nth=0")
    own.wait_for_selector("#property")
    assert own.locator("#messages.is-shown").count() == 0
    own.context.clear_cookies()
    own.click("#ticket-facts >> text=Save")
    own.wait_for_selector("#messages >> text=You are signed out.")
    assert own.locator("#messages a").get_attribute("target") == "_blank"
    assert own.locator("#property").is_visible()


def test_the_last_letters_are_what_is_looked_up(own: Page) -> None:
    """No answer that takes its time stands in the way of a later one."""
    own.goto("/")
    with own.expect_request("**/search/suggestions*"):
        own.route("**/search/suggestions?q=qu", lambda _route: None)
        own.fill("#search", "qu")
    for text in ("que", "queue:Sal"):
        own.fill("#search", text)
        own.wait_for_timeout(260)
    own.wait_for_selector('#search-words option[value*="Sales"]', state="attached")
