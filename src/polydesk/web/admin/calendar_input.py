"""A working calendar on one page: the hours of a week as boxes, days off as lines, the time zone."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from polydesk.desk.queues.calendar_config import dump_calendar, parse_calendar
from polydesk.kernel.errors import Invalid
from polydesk.web.admin.inputs import Mistake, Widget
from polydesk.web.admin.parts import part
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

DAYS = {
    "Mon": _("Monday"),
    "Tue": _("Tuesday"),
    "Wed": _("Wednesday"),
    "Thu": _("Thursday"),
    "Fri": _("Friday"),
    "Sat": _("Saturday"),
    "Sun": _("Sunday"),
}
_MISTAKES: Mapping[str, str] = {
    "calendar.zone": _("There is no such time zone."),
    "calendar.vacation_days": _("A day off is a month and a day, as in 12-25."),
    "calendar.day": _("There is no such day. Write 12-25, and 2027-04-30."),
}


@cache
def _zones() -> tuple[str, ...]:
    """As people know them: those of places, and UTC."""
    known = (one for one in available_timezones() if "/" in one and not one.startswith(("Etc/", "posix/", "right/")))
    return ("UTC", *sorted(known))


def _again(page: Page, key: str) -> dict[str, Any]:
    boxes = {day: [hour for hour in range(24) if part(page, key, day, hour) == "1"] for day in DAYS}
    return {
        "zone": part(page, key, "zone") or "UTC",
        "hours": boxes,
        "vacation_days": part(page, key, "vacation_days"),
        "one_time_vacation_days": part(page, key, "one_time_vacation_days"),
    }


def _read(page: Page, key: str) -> dict[str, object]:
    sent = _again(page, key)
    days_off = {name: sent[name].split() for name in ("vacation_days", "one_time_vacation_days")}
    worked = {day: hours for day, hours in sent["hours"].items() if hours}
    try:
        return dump_calendar(parse_calendar({"zone": sent["zone"], "hours": worked, **days_off}))
    except Invalid as error:
        raise Mistake(_MISTAKES.get(error.code, _("There is no such day. Write 12-25, and 2027-04-30."))) from error


def _show(config: Mapping[str, Any] | None) -> dict[str, Any]:
    held = config or {}
    return {
        "zone": held.get("zone", "UTC"),
        "hours": {day: held.get("hours", {}).get(day, []) for day in DAYS},
        "vacation_days": "\n".join(held.get("vacation_days", ())),
        "one_time_vacation_days": "\n".join(held.get("one_time_vacation_days", ())),
    }


CALENDAR = Widget(
    "calendar",
    _read,
    _show,
    again=_again,
    template="admin/calendar.html",
    parts={"days": DAYS, "zones": _zones},
)
