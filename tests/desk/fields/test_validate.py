from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from polydesk.desk.fields.registry import FieldEntry
from polydesk.desk.fields.validate import Value, suits

NOW = datetime(2026, 9, 28, 12)  # noqa: DTZ001  naive UTC is the convention of this project
ANY = FieldEntry(1, "F", "F", "Text", "Ticket", {}, valid=True, internal=False)
CHOICES = {"PossibleValues": {"red": "Red", "7": "Seven"}}


def fits(kind: str, value: Value, **config: Any) -> bool:
    return suits(replace(ANY, kind=kind, config=config), value, now=NOW)


@pytest.mark.parametrize("kind", ["Text", "TextArea", "ProcessID", "ActivityID"])
def test_text_is_anything(kind: str) -> None:
    assert fits(kind, "anything\nat all")


@pytest.mark.parametrize("kind", ["Text", "TextArea", "Checkbox", "Dropdown", "Multiselect", "Date", "DateTime"])
def test_the_empty_text_is_no_value_and_suits_all(kind: str) -> None:
    assert fits(kind, "")
    assert fits(kind, [])
    assert fits(kind, [""])


def test_a_checkbox_is_0_or_1() -> None:
    assert fits("Checkbox", "0")
    assert fits("Checkbox", "1")
    assert not any(fits("Checkbox", value) for value in ("2", "01", "true", " 1", "1\n", "١"))


@pytest.mark.parametrize("kind", ["Dropdown", "Multiselect"])
def test_a_choice_is_made_by_key(kind: str) -> None:
    assert fits(kind, "red", **CHOICES)
    assert not fits(kind, "Red", **CHOICES)
    assert not fits(kind, "red")
    assert not fits(kind, "red", PossibleValues=None)


def test_every_key_of_a_list_is_looked_at() -> None:
    assert fits("Multiselect", ["red", "7"], **CHOICES)
    assert not fits("Multiselect", ["red", "blue"], **CHOICES)


@pytest.mark.parametrize("value", ["2026-09-28", "2026-09-28 00:00:00", "2028-02-29", "0001-01-01", "9999-12-31"])
def test_a_date_is_a_day_with_or_without_midnight(value: str) -> None:
    assert fits("Date", value)


@pytest.mark.parametrize(
    "value",
    ["2026-02-29", "2026-13-01", "2026-9-28", "0000-01-01", "2026-09-28 10:00:00", "2026-09-28\n", "x", "٢٠٢٦-٠٩-٢٨"],
)
def test_other_dates_are_refused(value: str) -> None:
    assert not fits("Date", value)


def test_a_moment_has_seconds() -> None:
    assert fits("DateTime", "2026-09-28 23:59:59")
    for value in (
        "2026-09-28",
        "2026-09-28 10:00",
        "2026-09-28T10:00:00",
        "2026-09-28 25:00:00",
        "2026-09-28 10:00:60",
    ):
        assert not fits("DateTime", value)


@pytest.mark.parametrize(
    ("restriction", "past", "present", "future"),
    [("DisablePastDates", False, True, True), ("DisableFutureDates", True, True, False), ("", True, True, True)],
)
def test_the_past_or_the_future_may_be_out_of_bounds(restriction: str, past: bool, present: bool, future: bool) -> None:
    days = [fits("Date", f"2026-09-{day}", DateRestriction=restriction) for day in (27, 28, 29)]
    moments = [
        fits("DateTime", f"2026-09-28 {time}", DateRestriction=restriction)
        for time in ("11:59:59", "12:00:00", "12:00:01")
    ]
    assert days == moments == [past, present, future]
