"""What a working calendar is: hours of the week, a zone, days off."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

_OFFICE_HOURS = frozenset(range(8, 21))


def _office_week() -> Mapping[int, frozenset[int]]:
    return MappingProxyType(dict.fromkeys(range(5), _OFFICE_HOURS))


@dataclass(frozen=True)
class WorkingCalendar:
    """Hours worked per weekday (0 is Monday; hour 8 means 08:00 to 09:00 on the clock of `zone`), and days off.

    Vacation days are (month, day) of every year. A calendar without any working hour counts as always open.
    """

    zone: str = "UTC"
    hours: Mapping[int, frozenset[int]] = field(default_factory=_office_week)
    vacation_days: frozenset[tuple[int, int]] = frozenset()
    one_time_vacation_days: frozenset[date] = frozenset()

    @property
    def is_always_open(self) -> bool:
        return not any(self.hours.values())

    def hours_on(self, day: date) -> frozenset[int]:
        if (day.month, day.day) in self.vacation_days or day in self.one_time_vacation_days:
            return frozenset()
        return self.hours.get(day.weekday(), frozenset())


# What OTOBO ships: Monday to Friday 08:00 to 21:00.
DEFAULT_CALENDAR = WorkingCalendar(vacation_days=frozenset({(1, 1), (5, 1), (12, 24), (12, 25), (12, 26), (12, 31)}))
