"""An administrator ticks rights in a table, and deletes a web service nobody should call by accident."""

import pytest

from polydesk.desk.configuration.entries import list_entries
from polydesk.desk.desk import Desk
from polydesk.desk.services.queries import list_services
from polydesk.desk.services.save_service import create_service
from tests.browser.browsing import Open, Page
from tests.web.admin.test_web_services import VENDORS
from tests.web.furnished import ROOT_LOGIN


@pytest.fixture
def admin(open_tab: Open) -> Page:
    return open_tab(ROOT_LOGIN)


def test_a_new_group_is_given_to_agents_at_once(admin: Page, desk: Desk) -> None:
    admin.goto("/admin/groups/new")
    admin.fill("#name", "Journey group")
    admin.click("text=Save")
    admin.wait_for_selector("text=Nobody may do anything in it yet")
    admin.fill("#q", "agent1")
    admin.click("text=Show")
    admin.wait_for_url("**q=agent1*")
    admin.locator('tr:has-text("agent1") input[value="ro"]').check()
    admin.locator('tr:has-text("agent1") input[value="note"]').check()
    admin.click("text=Save")
    admin.wait_for_selector("text=Saved: 1 row changed.")
    with desk.look() as look:
        [agent] = list_entries(look, "agents", text="agent1").entries
    assert agent["rights"]["Journey group"] == ["ro", "note"]


def test_a_web_service_goes_by_its_name(admin: Page, desk: Desk) -> None:
    with desk.work() as work:
        number = create_service(work, "Journey service", VENDORS)
    admin.goto(f"/admin/web-services/{number}")
    admin.click("text=Delete …")
    admin.wait_for_selector("text=gets no answer any more")
    admin.fill("#name", "Journey service")
    admin.click("text=Delete for good")
    admin.wait_for_selector("text=The web service is gone.")
    with desk.look() as look:
        assert "Journey service" not in [one.name for one in list_services(look)]
