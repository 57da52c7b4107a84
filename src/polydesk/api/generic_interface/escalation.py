"""A ticket's escalation and its Extended data as the Generic Interface shows them: section 11.7."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from polydesk.desk.queues.calendar import WorkingCalendar, working_time
from polydesk.desk.tickets.escalate import clocks_of
from polydesk.desk.tickets.milestones import first_response, solution
from polydesk.kernel.clock import epoch, from_epoch, in_zone
from polydesk.kernel.db import AnyRow
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look


@dataclass(frozen=True, slots=True)
class _Running:
    """A clock that runs: `left` is working seconds, negative once it is over."""

    name: str
    due: int
    left: int
    past_percentage: bool


def escalation_keys(look: Look, row: AnyRow) -> dict[str, Any]:
    clocks = clocks_of(look, row)
    limits = (
        ("FirstResponse", row.escalation_response_time, clocks.first_response, clocks.first_response_notify),
        ("Update", row.escalation_update_time, clocks.update, clocks.update_notify),
        ("Solution", row.escalation_solution_time, clocks.solution, clocks.solution_notify),
    )
    now = epoch(look.now)
    running = [_running(clocks.calendar, now, *limit) for limit in limits if limit[1]]
    keys: dict[str, Any] = {}
    for clock in running:
        keys |= _of_one(look, clock, now)
    return keys | _of_nearest(look, min(running, key=lambda clock: clock.due), now)


def _running(calendar: WorkingCalendar, now: int, name: str, due: int, minutes: int, notify: int) -> _Running:
    left = working_time(calendar, now, due) if due > now else -working_time(calendar, due, now)
    reached = 100 - left / (minutes * 60 / 100) if minutes else 100
    return _Running(name, due, left, bool(notify) and reached >= notify)


def _of_one(look: Look, clock: _Running, now: int) -> dict[str, Any]:
    name = f"{clock.name}Time"
    keys = {
        name: clock.due - now,
        f"{name}DestinationDate": _date(look, from_epoch(clock.due)),
        f"{name}DestinationTime": clock.due,
        f"{name}WorkingTime": _working(clock.left),
    }
    if clock.due <= now:
        keys[f"{name}Escalation"] = 1
    if clock.past_percentage:
        keys[f"{name}Notification"] = 1
    return keys


def _of_nearest(look: Look, clock: _Running, now: int) -> dict[str, Any]:
    return {
        "EscalationDestinationDate": _date(look, from_epoch(clock.due)),
        "EscalationDestinationIn": _in_words(clock.left),
        "EscalationDestinationTime": clock.due,
        "EscalationTime": clock.due - now,
        "EscalationTimeWorkingTime": _working(clock.left),
    }


def extended_keys(look: Look, row: AnyRow) -> dict[str, Any]:
    """When it was first answered, first locked and closed, and how that compares with the limits."""
    keys: dict[str, Any] = {}
    response, solved = first_response(look, row), solution(look, row)
    if response:
        keys["FirstResponse"] = _date(look, response.at)
        if response.limit:
            keys |= {
                "FirstResponseInMin": response.minutes,
                "FirstResponseDiffInMin": response.limit - response.minutes,
            }
    if solved:
        keys |= {"Closed": _date(look, solved.at), "SolutionInMin": solved.minutes}
        if solved.limit:
            keys["SolutionDiffInMin"] = solved.limit - solved.minutes
    if row.first_locked_at:
        keys["FirstLock"] = _date(look, row.first_locked_at)
    return keys


def _working(seconds: int) -> int | str:
    """Working seconds left; once over, the original sends the negative number as text."""
    return seconds if seconds >= 0 else str(seconds)


def _in_words(seconds: int) -> str:
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"{'-' if seconds < 0 else ''}{hours}h {minutes}m"


def _date(look: Look, moment: datetime) -> str:
    return in_zone(moment, look.config(Settings).zone).isoformat(" ", "seconds")
