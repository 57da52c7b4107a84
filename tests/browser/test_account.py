"""One's own account: how pages look, days out of office, the password."""

from tests.browser.browsing import Complaints, Open, Page, take_pictures
from tests.browser.conftest import sign_in


def test_colours_and_language_are_chosen(open_tab: Open) -> None:
    page = open_tab("mover1")
    page.goto("/account")
    take_pictures(page, "account")
    page.select_option("[name=theme]", "dark")
    page.select_option("[name=language]", "de")
    page.click("form[action='/account/looks'] button")
    page.wait_for_load_state()
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.inner_text("header.bar a.button") == "Neues Ticket"


def test_days_out_of_office_are_kept_and_checked(open_tab: Open, complaints: Complaints) -> None:
    complaints.expect("422")
    page = open_tab("agent2")
    page.goto("/account")
    page.fill("[name=first]", "2030-05-02")
    page.fill("[name=last]", "2030-05-01")
    page.click("form[action='/account/absence'] button")
    page.wait_for_selector("text=It would end before it begins.")
    page.fill("[name=first]", "2030-05-01")
    page.click("form[action='/account/absence'] button")
    page.wait_for_selector("text=Saved.")
    assert page.input_value("[name=first]") == "2030-05-01"


def test_a_new_password_ends_all_other_sessions(open_tab: Open) -> None:
    here, elsewhere = open_tab(None), open_tab(None)
    sign_in(here, "prio1")
    sign_in(elsewhere, "prio1")
    here.goto("/account")
    here.fill("[name=current]", "prio1-pw")
    here.fill("[name=new]", "a much longer one")
    here.fill("[name=again]", "a much longer one")
    here.click("form[action='/account/password'] button")
    here.wait_for_selector("text=The password is changed")
    _is_out(elsewhere)
    here.reload()
    assert "/account" in here.url


def _is_out(page: Page) -> None:
    page.goto("/")
    assert "/login" in page.url
