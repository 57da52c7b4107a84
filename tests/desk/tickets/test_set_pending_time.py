from polydesk.desk.desk import Desk
from polydesk.desk.tickets.set_pending_time import set_pending_time
from tests.world.cast import ADA
from tests.world.tickets import changed, configured, opened, ticket_row

MOMENT = 1_790_589_600
"""2026-09-28 10:00 UTC."""


def test_the_history_has_the_minute(shared: Desk) -> None:
    ticket_id = opened(shared, state="pending reminder")
    assert changed(shared, ticket_id, ADA, set_pending_time, MOMENT) == [("SetPendingTime", "%%2026-09-28 10:00")]
    assert ticket_row(shared, ticket_id).until_time == MOMENT


def test_the_history_shows_the_zone_of_the_desk(world: Desk) -> None:
    configured(world, settings={"OTOBOTimeZone": "Europe/Berlin"})
    ticket_id = opened(world, state="pending reminder")
    assert changed(world, ticket_id, ADA, set_pending_time, MOMENT) == [("SetPendingTime", "%%2026-09-28 12:00")]


def test_a_moment_in_the_past_is_taken(shared: Desk) -> None:
    ticket_id = opened(shared, state="pending reminder")
    changed(shared, ticket_id, ADA, set_pending_time, 60)
    assert ticket_row(shared, ticket_id).until_time == 60
