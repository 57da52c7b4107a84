"""Working calendars: what they are, how they count, how they are configured."""

from polydesk.desk.queues.calendar_arithmetic import destination, working_time
from polydesk.desk.queues.calendar_config import dump_calendar, parse_calendar
from polydesk.desk.queues.calendar_model import DEFAULT_CALENDAR, WorkingCalendar

__all__ = [
    "DEFAULT_CALENDAR",
    "WorkingCalendar",
    "destination",
    "dump_calendar",
    "parse_calendar",
    "working_time",
]
