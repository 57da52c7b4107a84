"""An administrator sets up what tickets are worked with, as scripts make it quicker."""

import pytest

from polydesk.desk.configuration.entries import Entry, list_entries
from polydesk.desk.desk import Desk
from tests.browser.browsing import Open, Page
from tests.web.furnished import ROOT_LOGIN


@pytest.fixture
def admin(open_tab: Open) -> Page:
    return open_tab(ROOT_LOGIN)


def entry(desk: Desk, section: str, name: str) -> Entry:
    with desk.look() as look:
        return next(one for one in list_entries(look, section, text=name).entries if one["name"] == name)


def test_a_colour_is_picked(admin: Page, desk: Desk) -> None:
    admin.goto("/admin/priorities/new")
    admin.fill("#name", "6 burning")
    admin.locator('input[type="color"]').evaluate(
        "input => { input.value = '#c01020'; input.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    admin.click("text=Save")
    admin.wait_for_selector("text=6 burning")
    assert entry(desk, "priorities", "6 burning")["color"] == "#c01020"


def test_only_what_a_kind_of_field_knows_is_asked_for(admin: Page) -> None:
    admin.goto("/admin/dynamic-fields/new")
    values, pattern = admin.locator("#config-PossibleValues"), admin.locator("#config-RegExList")
    assert pattern.is_visible() and not values.is_visible()
    admin.select_option("#kind", "Dropdown")
    assert values.is_visible() and not pattern.is_visible()


def test_rows_are_added_to_a_filter(admin: Page, desk: Desk) -> None:
    admin.goto("/admin/ticket-filters/new")
    admin.fill("#name", "Three words")
    admin.locator('[data-more="rules-rows"]').click()
    for number, word in enumerate(("one", "two", "three"), start=1):
        admin.fill(f'[name="rules/what/{number}"]', "email")
        admin.fill(f'[name="rules/value/{number}"]', word)
    admin.click("text=Save")
    admin.wait_for_selector("text=Three words")
    assert [rule["value"] for rule in entry(desk, "ticket_filters", "Three words")["rules"]] == ["one", "two", "three"]


def test_a_preview_is_in_sight(admin: Page) -> None:
    admin.goto("/admin/signatures/new")
    admin.fill("#name", "Mine")
    admin.fill("#text", "Yours, <OTRS_CURRENT_UserLogin>")
    admin.click("text=Preview")
    shown = admin.locator("#preview")
    shown.wait_for()
    assert "Yours, root@localhost" in shown.inner_text()
    assert admin.input_value("#text") == "Yours, <OTRS_CURRENT_UserLogin>"
