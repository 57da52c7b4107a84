"""Coming in, finding one's way back, going out."""

from tests.browser.browsing import Complaints, Open, Page, take_pictures
from tests.browser.conftest import sign_in


def test_who_signs_in_comes_where_they_wanted_to_go(open_tab: Open) -> None:
    page = open_tab(None)
    page.goto("/views/mine")
    take_pictures(page, "sign-in")
    page.fill("#login", "agent1")
    page.fill("#password", "agent1-pw")
    page.press("#password", "Enter")
    page.wait_for_url("**/views/mine")
    assert page.inner_text("h1") == "My tickets"


def test_a_wrong_password_is_said_and_the_name_is_kept(open_tab: Open, complaints: Complaints) -> None:
    complaints.expect("401")
    page = open_tab(None)
    page.goto("/login")
    page.fill("#login", "agent2")
    page.fill("#password", "no")
    page.press("#password", "Enter")
    assert "wrong" in page.inner_text("[role=alert]")
    assert page.input_value("#login") == "agent2"


def test_who_signs_out_is_out(open_tab: Open) -> None:
    page = open_tab(None)
    sign_in(page, "agent1")
    page.click("summary:has-text('Ada')")
    page.click("text=Sign out")
    page.wait_for_url("**/login")
    page.goto("/")
    assert "/login" in page.url


def test_another_session_is_ended_from_the_account(open_tab: Open) -> None:
    here, elsewhere = open_tab(None), open_tab(None)
    sign_in(here, "note1")
    sign_in(elsewhere, "note1")
    here.goto("/account")
    here.click("text=End all others")
    here.wait_for_load_state()
    elsewhere.reload()
    assert "/login" in elsewhere.url


def test_the_words_are_the_readers(signed_in: Page, open_tab: Open) -> None:
    german = open_tab("agent1", locale="de-DE")
    german.goto("/")
    assert german.get_attribute("html", "lang") == "de"
    assert german.inner_text(".bar-actions a") == "Neues Ticket"
    signed_in.goto("/")
    assert signed_in.inner_text(".bar-actions a") == "New ticket"
