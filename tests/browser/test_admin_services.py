"""An administrator sets up a web service and a filter, as scripts make it quicker."""

import pytest

from polydesk.desk.configuration.entries import list_entries
from polydesk.desk.desk import Desk
from polydesk.desk.services.registry import WebServices
from tests.browser.browsing import Open, Page
from tests.web.furnished import ROOT_LOGIN


@pytest.fixture
def admin(open_tab: Open) -> Page:
    return open_tab(ROOT_LOGIN)


def test_an_operation_gets_a_mapping_row_by_row(admin: Page, desk: Desk) -> None:
    admin.goto("/admin/web-services/new")
    assert not admin.locator("#definition").is_visible()
    admin.fill("#name", "Journey")
    admin.click("text=Create")
    admin.click("text=New operation")
    admin.fill("#name", "Get")
    admin.fill("#type", "Ticket::TicketGet")
    admin.fill("#route", "/Get/:TicketID")
    admin.check('[name="method/GET"]')
    assert not admin.locator('[name="inbound-keys/given/0"]').is_visible()
    admin.select_option("#inbound-kind", "Simple")
    more = admin.locator('[data-more="rows-inbound-keys"]')
    for number, (given, becomes) in enumerate((("user", "UserLogin"), ("pass", "Password"), ("x", "Extended"))):
        if number == 2:
            more.click()
        admin.fill(f'[name="inbound-keys/given/{number}"]', given)
        admin.fill(f'[name="inbound-keys/becomes/{number}"]', becomes)
    admin.click("text=Save")
    admin.wait_for_selector("text=Try it from a terminal")
    with desk.look() as look:
        service = look.config(WebServices).named("Journey")
    assert service
    mapped = service.operations["Get"].inbound_mapping.apply({"user": "ada", "pass": "p", "x": "1"})
    assert mapped == {"UserLogin": "ada", "Password": "p", "Extended": "1"}


def test_a_postmaster_filter_is_made_and_tried(admin: Page, desk: Desk) -> None:
    admin.goto("/admin/postmaster-filters/new")
    admin.fill("#name", "Alarms of a journey")
    admin.fill('[name="match/header/0"]', "Subject")
    admin.fill('[name="match/pattern/0"]', "^JOURNEY (.*)")
    admin.fill('[name="set/header/0"]', "X-OTRS-Title")
    admin.fill('[name="set/value/0"]', "[***]")
    admin.click("text=Save")
    admin.wait_for_selector("text=Alarms of a journey")
    with desk.look() as look:
        assert list_entries(look, "postmaster_filters", text="journey").entries
    admin.goto("/admin/postmaster-filters/try")
    admin.fill("#mail", "Subject: JOURNEY over\n\nx")
    admin.click("text=Ask the filters")
    admin.wait_for_selector("text=x-otrs-title: over")
