"""How it goes: each bar leads to the tickets it stands for."""

import re

from polydesk.desk.desk import Desk
from tests.browser.browsing import Page, take_pictures
from tests.world.tickets import opened


def test_a_bar_leads_to_its_tickets(signed_in: Page, desk: Desk) -> None:
    opened(desk, title="Opened today")
    signed_in.goto("/dashboard")
    take_pictures(signed_in, "dashboard")
    signed_in.locator("a[href^='/dashboard/created/']").last.click()
    signed_in.wait_for_selector("h1:has-text('Opened on')")
    assert "Opened today" in signed_in.inner_text("table.tickets")


def test_the_backlog_leads_to_tickets_by_queue_and_age(signed_in: Page, desk: Desk) -> None:
    opened(desk, title="Opened today")
    signed_in.goto("/dashboard")
    signed_in.locator("a[href^='/dashboard/backlog/5/0']").first.click()
    signed_in.wait_for_selector("h1:has-text('Sales')")
    assert signed_in.locator("td.c-title").count() > 0


def test_charts_have_their_figures_for_those_who_do_not_see_them(signed_in: Page, desk: Desk) -> None:
    opened(desk, title="Opened today")
    signed_in.goto("/dashboard")
    bars = signed_in.locator("svg a[href^='/dashboard/created/']")
    assert re.search(r": \d+ new$", bars.last.get_attribute("aria-label") or "")
