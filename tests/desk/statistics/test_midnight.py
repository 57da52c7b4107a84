"""Days begin at midnight where the desk is, also where there are two of them."""

from datetime import datetime

from polydesk.desk.desk import Desk
from polydesk.desk.statistics.overview import overview
from polydesk.desk.statistics.trend import trend
from tests.world.cast import ADA
from tests.world.tickets import at, configured, opened

FIRST_MIDNIGHT = datetime(2026, 11, 1, 4)  # noqa: DTZ001  naive UTC is the convention of this project
"""In Havana, where clocks go back at one, to midnight."""


def test_today_begins_with_the_first_of_two_midnights(world: Desk) -> None:
    configured(world, settings={"OTOBOTimeZone": "America/Havana"})
    opened(at(world, FIRST_MIDNIGHT.replace(minute=10)))
    opened(at(world, FIRST_MIDNIGHT.replace(hour=3, minute=50)))
    after_the_second = at(world, FIRST_MIDNIGHT.replace(hour=5, minute=30))
    with after_the_second.look(ADA) as look:
        assert overview(look).created_today == 1
        assert trend(look)[-1].created == 1
