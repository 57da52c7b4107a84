"""The escalation times queues and SLAs have: minutes of working time, and the percentages that warn."""

from polydesk.desk.configuration.values import Field, number, optional_reference
from polydesk.desk.queues.models import WorkingCalendarRow

ESCALATION: tuple[Field, ...] = (
    number("first_response_time"),
    number("first_response_notify", most=100),
    number("update_time"),
    number("update_notify", most=100),
    number("solution_time"),
    number("solution_notify", most=100),
    optional_reference("calendar", WorkingCalendarRow, "calendar_id"),
)
