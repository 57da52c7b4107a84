from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.delete import delete_ticket
from polydesk.desk.tickets.number_formats import date_checksum
from polydesk.desk.tickets.open import open_ticket
from tests.desk.tickets.verbs import Undone
from tests.world.cast import ADA
from tests.world.tickets import NOON, at, changed, configured, new_ticket, opened, ticket_row

GENERATORS: dict[str, list[str]] = {
    "DateChecksum": [date_checksum(NOON.date(), "10", counter) for counter in (1, 2)],
    "Date": ["20260928101", "20260928102"],
    "AutoIncrement": ["1000001", "1000002"],
}


def number(desk: Desk) -> str:
    return str(ticket_row(desk, opened(desk, article=None)).number)


@pytest.mark.parametrize("generator", GENERATORS)
def test_each_generator_counts(world: Desk, generator: str) -> None:
    configured(world, settings={"Ticket::NumberGenerator": generator})
    assert [number(at(world, NOON)) for _ in range(2)] == GENERATORS[generator]


def test_random_numbers_carry_the_system_id_and_ten_digits(world: Desk) -> None:
    configured(world, settings={"Ticket::NumberGenerator": "Random", "SystemID": "77"})
    numbers = {number(world) for _ in range(5)}
    assert len(numbers) == 5
    assert all(one.startswith("77") and len(one) == 12 and one.isdigit() for one in numbers)


def test_counters_have_the_digits_asked_for(world: Desk) -> None:
    configured(
        world,
        settings={
            "Ticket::NumberGenerator": "AutoIncrement",
            "Ticket::NumberGenerator::MinCounterSize": 8,
            "Ticket::NumberGenerator::Date::UseFormattedCounter": True,
        },
    )
    assert number(at(world, NOON)) == "1000000001"
    configured(world, settings={"Ticket::NumberGenerator": "Date"})
    assert number(at(world, NOON)) == "202609281000001"


def test_a_new_day_in_the_zone_of_the_desk_counts_from_one(world: Desk) -> None:
    configured(world, settings={"OTOBOTimeZone": "Europe/Berlin", "Ticket::NumberGenerator": "Date"})
    evening = [datetime(2026, 9, 28, 21, 59), datetime(2026, 9, 28, 22, 0), datetime(2026, 9, 28, 21, 59)]  # noqa: DTZ001
    assert [number(at(world, moment)) for moment in evening] == ["20260928101", "20260929101", "20260928102"]


def test_the_number_of_a_deleted_ticket_is_not_used_again(world: Desk) -> None:
    configured(world, settings={"Ticket::NumberGenerator": "AutoIncrement"})
    ticket_id = opened(world)
    changed(world, ticket_id, ADA, delete_ticket)
    assert number(world) == "1000002"


def test_a_work_that_failed_uses_no_number(world: Desk) -> None:
    configured(world, settings={"Ticket::NumberGenerator": "AutoIncrement"})
    with pytest.raises(Undone), world.work(ADA) as work:
        open_ticket(work, new_ticket(work))
        raise Undone
    assert number(world) == "1000001"


@pytest.mark.parametrize("generator", [*GENERATORS, "Random"])
def test_eight_who_open_at_once_get_different_numbers(world: Desk, generator: str) -> None:
    configured(world, settings={"Ticket::NumberGenerator": generator})
    frozen = at(world, NOON)
    with ThreadPoolExecutor(8) as threads:
        tickets = list(threads.map(lambda _: opened(frozen), range(24)))
    numbers = sorted(ticket_row(world, one).number for one in tickets)
    assert len(set(numbers)) == 24
    if generator in GENERATORS:
        assert set(GENERATORS[generator]) <= set(numbers)
