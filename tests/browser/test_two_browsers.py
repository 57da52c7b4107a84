"""What one agent does, another sees within a second; and nobody answers what they have not read."""

import os

import pytest

from polydesk.desk.desk import Desk
from tests.browser.browsing import Complaints, Open, Page, take_pictures
from tests.world.tickets import opened

AT_ONCE = 1000 * float(os.environ.get("POLYDESK_AT_ONCE_SECONDS", "10"))
"""On a machine that does nothing else, one second is enough."""
Two = tuple[Page, Page]


@pytest.fixture
def ticket(desk: Desk) -> str:
    return f"/tickets/{opened(desk, title='The printer smokes')}"


@pytest.fixture
def both(open_tab: Open, ticket: str) -> Two:
    """Ada and Bo, who have the ticket before them; each is told of the other."""
    pages = open_tab("agent1"), open_tab("agent2")
    for one in pages:
        one.goto(ticket)
    for one, other in zip(pages, ("Bo Agent", "Ada Agent"), strict=True):
        one.wait_for_selector(f".presence >> text={other} is viewing", timeout=2 * AT_ONCE)
    return pages


def test_typing_is_seen_and_so_is_going_away(both: Two, ticket: str) -> None:
    ada, bo = both
    bo.goto(f"{ticket}/write?kind=reply")
    bo.wait_for_selector(".presence >> text=Ada Agent is viewing")
    bo.type("#write-body", "Dear")
    ada.wait_for_selector(".presence >> text=Bo Agent is writing a reply", timeout=AT_ONCE)
    take_pictures(ada, "presence")
    bo.close()
    ada.wait_for_selector(".presence:empty", state="attached", timeout=AT_ONCE)


def test_an_article_and_a_state_are_told_at_once(both: Two, ticket: str) -> None:
    ada, bo = both
    bo.goto(f"{ticket}/write?kind=note")
    bo.fill("#write-body", "It is the toner.")
    bo.click("[name=action][value=send]")
    ada.wait_for_selector("#live >> text=There is a new article.", timeout=AT_ONCE)
    ada.click("#live >> text=Show")
    ada.wait_for_selector("article >> text=It is the toner.")
    bo.goto(f"{ticket}?change=state")
    bo.select_option("#ticket-facts select", label="closed successful")
    bo.click("#ticket-facts button[type=submit]")
    ada.wait_for_selector("#live >> text=This ticket has changed.", timeout=AT_ONCE)
    ada.reload()
    assert "closed successful" in ada.inner_text(".marks")


def _look_away(page: Page, *, away: bool) -> None:
    page.evaluate(f"Object.defineProperty(document, 'hidden', {{get: () => {str(away).lower()}, configurable: true}})")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_who_looks_again_is_told_what_happened_meanwhile(both: Two, ticket: str) -> None:
    ada, bo = both
    _look_away(ada, away=True)
    bo.goto(f"{ticket}/write?kind=note")
    bo.fill("#write-body", "It is the toner.")
    bo.click("[name=action][value=send]")
    bo.wait_for_selector("article >> text=It is the toner.")
    assert not ada.locator("#live.is-shown").count()
    _look_away(ada, away=False)
    ada.wait_for_selector("#live >> text=There is a new article.", timeout=AT_ONCE)


def test_a_server_that_refuses_for_a_while_is_asked_again(open_tab: Open, ticket: str, complaints: Complaints) -> None:
    complaints.expect("502")
    ada = open_tab("agent1")
    ada.clock.install()
    ada.route("**/stream*", lambda route: route.fulfill(status=502))
    with ada.expect_response("**/stream*"):
        ada.goto(ticket)
    ada.unroute("**/stream*")
    with ada.expect_request("**/stream*"):
        ada.wait_for_timeout(100)
        ada.clock.fast_forward(60_000)


def test_a_list_marks_the_ticket_that_has_changed(open_tab: Open, both: Two, ticket: str) -> None:
    watching = open_tab("agent1")
    with watching.expect_response("**/stream*"):
        watching.goto("/views/all?sort=-created")  # the desk itself changes others meanwhile
    both[1].goto(f"{ticket}/write?kind=note")
    both[1].fill("#write-body", "Look here.")
    both[1].click("[name=action][value=send]")
    watching.wait_for_selector(f"#t{ticket.rpartition('/')[2]}.is-changed", timeout=AT_ONCE)


def test_a_stale_reply_is_stopped_and_nothing_of_it_is_lost(both: Two, ticket: str, complaints: Complaints) -> None:
    complaints.expect("409")
    ada, bo = both
    ada.goto(f"{ticket}/write?kind=reply")
    ada.fill("#write-to", "c1@acme.example")
    ada.fill("#write-body", "Please send us the model.")
    bo.goto(f"{ticket}/write?kind=note")
    bo.fill("#write-body", "It is an old one, they say.")
    bo.click("[name=action][value=send]")
    bo.wait_for_url(f"**{ticket}*")
    ada.click("[name=action][value=send]")
    assert "Nothing was sent; your text is kept." in ada.inner_text(".came")
    assert "It is an old one, they say." in ada.inner_text("#main")
    assert ada.input_value("#write-body") == "Please send us the model."
    take_pictures(ada, "stale-reply")
    ada.click("[name=action][value=send]")
    ada.click("#held >> text=Send now")
    ada.click("#held >> text=Show")
    ada.wait_for_selector("article >> text=Please send us the model.")


def test_who_may_not_read_a_ticket_is_told_of_nobody(
    open_tab: Open, both: Two, desk: Desk, complaints: Complaints
) -> None:
    complaints.expect("404")
    hidden = f"/tickets/{opened(desk, queue='Support')}"
    ada, bo = both
    ada.goto(hidden)
    status = bo.evaluate(
        "(ticket) => fetch('/presence', {method: 'POST', body: new URLSearchParams("
        "{csrf: document.querySelector('[name=csrf]').value, ticket, page: 'x', doing: 'viewing'})})"
        ".then((reply) => reply.status)",
        hidden.rpartition("/")[2],
    )
    assert status == 404
    assert ada.inner_text(".presence") == ""
