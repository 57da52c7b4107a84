"""An administrator looks names up while typing, and gets to any page with the command palette."""

from collections.abc import Iterator

import pytest

from polydesk.desk.configuration.entries import list_entries
from polydesk.desk.desk import Desk
from tests.browser.browsing import Open, Page
from tests.web.furnished import ROOT_LOGIN
from tests.world.tickets import configured


@pytest.fixture
def admin(open_tab: Open) -> Page:
    return open_tab(ROOT_LOGIN)


def test_a_company_is_offered_while_somebody_types_its_name(admin: Page, desk: Desk) -> None:
    configured(desk, companies=[{"customer_id": "4711", "name": "Journeys Ltd"}])
    admin.goto("/admin/customer-users/new")
    admin.locator("#customer_id").press_sequentially("journeys")
    admin.wait_for_selector('#customer_id-names option[value="4711"]', state="attached")


@pytest.fixture
def many_agents(desk: Desk) -> Iterator[None]:
    """More than stand in a form as boxes; the other tests of this desk have few again."""
    logins = [f"journey{number:02}" for number in range(60)]
    configured(desk, agents=[{"login": login} for login in logins])
    yield
    configured(desk, agents=[{"login": login, "valid": "invalid"} for login in logins])


@pytest.mark.usefixtures("many_agents")
def test_names_that_are_typed_become_ticked_boxes(admin: Page, desk: Desk) -> None:
    admin.goto("/admin/teams/new")
    admin.fill("#name", "Travellers")
    for login in ("journey07", "journey42"):
        admin.fill("#agents", login)
        admin.press("#agents", "Tab")
    admin.click("text=Save")
    admin.wait_for_selector("text=Saved: Travellers")
    with desk.look() as look:
        [team] = list_entries(look, "teams", text="Travellers").entries
    assert team["agents"] == ["journey07", "journey42"]


def test_the_palette_leads_to_pages_of_administration(admin: Page) -> None:
    admin.goto("/search")
    admin.keyboard.press("Control+k")
    admin.fill("#palette-text", "customer users")
    admin.wait_for_selector("#palette-p1")
    admin.keyboard.press("Enter")
    admin.wait_for_url("**/admin/customer-users")
