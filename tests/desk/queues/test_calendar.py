import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polydesk.desk.queues.calendar import (
    DEFAULT_CALENDAR,
    WorkingCalendar,
    destination,
    dump_calendar,
    parse_calendar,
    working_time,
)
from polydesk.kernel.errors import Invalid

HOUR = 3600
AROUND_THE_CLOCK = dict.fromkeys(range(7), frozenset(range(24)))


def at(text: str, zone: str = "UTC") -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def test_hours_count_within_a_day() -> None:
    assert destination(DEFAULT_CALENDAR, at("2026-11-24 10:00"), 2 * HOUR) == at("2026-11-24 12:00")
    assert working_time(DEFAULT_CALENDAR, at("2026-11-24 10:00"), at("2026-11-24 12:00")) == 2 * HOUR


def test_the_night_does_not_count() -> None:
    assert destination(DEFAULT_CALENDAR, at("2026-11-24 20:00"), HOUR) == at("2026-11-24 21:00")
    assert destination(DEFAULT_CALENDAR, at("2026-11-24 20:00"), HOUR + 1) == at("2026-11-25 08:00:01")
    assert working_time(DEFAULT_CALENDAR, at("2026-11-24 21:00"), at("2026-11-25 08:00")) == 0


def test_weekends_and_vacation_days_do_not_count() -> None:
    assert destination(DEFAULT_CALENDAR, at("2026-11-27 20:30"), HOUR) == at("2026-11-30 08:30")
    # Christmas and the weekend behind it
    assert destination(DEFAULT_CALENDAR, at("2026-12-23 20:30"), HOUR) == at("2026-12-28 08:30")


def test_one_time_vacation_days_do_not_count() -> None:
    calendar = WorkingCalendar(one_time_vacation_days=frozenset({date(2026, 11, 25)}))
    assert destination(calendar, at("2026-11-24 20:30"), HOUR) == at("2026-11-26 08:30")


def test_a_calendar_without_hours_is_always_open() -> None:
    never = WorkingCalendar(hours={})
    assert destination(never, 1000, HOUR) == 1000 + HOUR
    assert working_time(never, 1000, 2000) == 1000


def test_backwards_is_nothing() -> None:
    assert working_time(DEFAULT_CALENDAR, 2000, 1000) == 0
    assert destination(DEFAULT_CALENDAR, 1000, 0) == 1000


def test_the_clock_of_the_zone_counts() -> None:
    berlin = WorkingCalendar(zone="Europe/Berlin")
    assert destination(berlin, at("2026-07-01 00:00"), 1) == at("2026-07-01 08:00:01", "Europe/Berlin")


def test_a_spring_night_is_an_hour_short_and_an_autumn_night_an_hour_long() -> None:
    berlin = WorkingCalendar(zone="Europe/Berlin", hours=AROUND_THE_CLOCK)
    spring = at("2026-03-29 00:00", "Europe/Berlin"), at("2026-03-30 00:00", "Europe/Berlin")
    autumn = at("2026-10-25 00:00", "Europe/Berlin"), at("2026-10-26 00:00", "Europe/Berlin")
    assert working_time(berlin, *spring) == 23 * HOUR
    assert working_time(berlin, *autumn) == 25 * HOUR
    assert working_time(WorkingCalendar(zone="Europe/Berlin", hours={6: frozenset({2})}), *spring) == 0


def test_a_midnight_that_does_not_exist_starts_the_day_later() -> None:
    cairo = WorkingCalendar(zone="Africa/Cairo", hours=AROUND_THE_CLOCK)  # 2026-04-24 00:00 becomes 01:00
    start = at("2026-04-23 12:00", "Africa/Cairo")
    assert working_time(cairo, start, start + 36 * HOUR) == 36 * HOUR


def test_d13_years_of_vacation_end() -> None:
    days = frozenset((month, day) for month in range(1, 13) for day in range(1, 32))
    started = time.process_time()
    assert destination(WorkingCalendar(vacation_days=days), 0, HOUR) == HOUR
    assert working_time(DEFAULT_CALENDAR, 0, 10**15) > 0
    assert destination(DEFAULT_CALENDAR, 10**15, HOUR) == 10**15 + HOUR
    assert destination(DEFAULT_CALENDAR, -(10**15), HOUR) > -(10**15)
    assert time.process_time() - started < 3


calendars = st.builds(
    WorkingCalendar,
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu"]),
    hours=st.dictionaries(st.integers(0, 6), st.frozensets(st.integers(0, 23), min_size=1), min_size=1),
    vacation_days=st.frozensets(st.tuples(st.integers(1, 12), st.integers(1, 28)), max_size=3),
)
epochs = st.integers(
    int(datetime(2015, 1, 1, tzinfo=UTC).timestamp()), int(datetime(2030, 1, 1, tzinfo=UTC).timestamp())
)
durations = st.integers(0, 40 * 24 * HOUR)


@settings(max_examples=60, deadline=None)
@given(calendars, epochs, durations)
def test_the_time_worked_until_the_destination_is_the_time_asked_for(
    calendar: WorkingCalendar, start: int, working: int
) -> None:
    assert working_time(calendar, start, destination(calendar, start, working)) == working


@settings(max_examples=60, deadline=None)
@given(calendars, epochs, durations, durations)
def test_more_work_ends_later_and_time_adds_up(calendar: WorkingCalendar, start: int, one: int, two: int) -> None:
    assert destination(calendar, start, one) <= destination(calendar, start, one + two)
    middle, end = start + one, start + one + two
    parts = working_time(calendar, start, middle) + working_time(calendar, middle, end)
    assert working_time(calendar, start, end) == parts


def test_a_calendar_is_json() -> None:
    config = {
        "zone": "Europe/Berlin",
        "hours": {"Mon": [8, 9], "Sat": [10]},
        "vacation_days": ["01-01", "02-29"],
        "one_time_vacation_days": ["2026-04-03"],
    }
    calendar = parse_calendar(config)
    assert calendar.hours == {0: {8, 9}, 5: {10}}
    assert calendar.one_time_vacation_days == {date(2026, 4, 3)}
    assert dump_calendar(calendar) == config
    assert parse_calendar(dump_calendar(DEFAULT_CALENDAR)) == DEFAULT_CALENDAR


@pytest.mark.parametrize(
    "config",
    [
        {"zone": "Mars/Olympus"},
        {"zone": "../../etc/passwd"},
        {"zone": ""},
        {"zone": 1},
        {"hours": []},
        {"hours": {"Mo": [8]}},
        {"hours": {"Mon": [24]}},
        {"hours": {"Mon": [True]}},
        {"hours": {"Mon": "8"}},
        {"vacation_days": ["1-1"]},
        {"vacation_days": ["02-30"]},
        {"vacation_days": "01-01"},
        {"one_time_vacation_days": ["2026-02-29"]},
        {"holidays": []},
    ],
)
def test_nonsense_is_invalid(config: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        parse_calendar(config)
