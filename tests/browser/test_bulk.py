"""Two hundred tickets at once, and back again."""

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.open import open_ticket
from tests.browser.browsing import Page, take_pictures
from tests.world.cast import ADA
from tests.world.tickets import history, new_ticket, ticket_row

MANY = 200
CLOSED, OPEN = 2, 4


@pytest.fixture
def many(desk: Desk) -> list[int]:
    with desk.work(ADA) as work:
        return [open_ticket(work, new_ticket(work, title=f"Hail damage {number}")).id for number in range(MANY)]


def test_closing_two_hundred_and_taking_it_back_leaves_a_correct_history(
    signed_in: Page, desk: Desk, many: list[int]
) -> None:
    before = {one: history(desk, one) for one in many}
    signed_in.goto("/views/all?q=hail")
    for part in range(50, MANY, 50):
        signed_in.locator("tr[id^=t]").nth(part - 1).wait_for()
        signed_in.keyboard.press("End")
    signed_in.locator("tr[id^=t]").nth(MANY - 1).wait_for()
    signed_in.check("#pick-all")
    assert signed_in.inner_text("#picked") == f"({MANY})"
    signed_in.select_option("#bulk-do", label="closed successful")
    signed_in.click("#bulk button")
    signed_in.wait_for_selector(f".outcome >> text={MANY} tickets closed.")
    take_pictures(signed_in, "bulk")
    assert {ticket_row(desk, one).state_id for one in many} == {CLOSED}
    signed_in.click(".outcome >> text=Undo")
    signed_in.wait_for_selector(f".outcome >> text={MANY} tickets are as they were before.")
    for one in many:
        assert ticket_row(desk, one).state_id == OPEN
        added = [text for kind, text in history(desk, one)[len(before[one]) :] if kind == "StateUpdate"]
        assert added == ["%%open%%closed successful%%", "%%closed successful%%open%%"]
