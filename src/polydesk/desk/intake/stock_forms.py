"""The fields of a desk that has configured no forms, under the ids a fresh osTicket gives them."""

from polydesk.desk.intake.registry import FormField, Intake


def _field(number: int, name: str, kind: str, label: str, *, required: bool = False) -> FormField:
    return FormField(number, name, kind, label, required, dynamic_field="", configuration={})


_USER = (
    _field(1, "email", "text", "Email Address", required=True),
    _field(2, "name", "text", "Full Name", required=True),
    _field(3, "phone", "phone", "Phone Number"),
    _field(4, "notes", "memo", "Internal Notes"),
)
_MESSAGE = _field(21, "message", "thread", "Issue Details", required=True)
_TICKET = (
    _field(20, "subject", "text", "Issue Summary", required=True),
    _MESSAGE,
    _field(22, "priority", "priority", "Priority Level"),
)


def user_fields(intake: Intake) -> tuple[FormField, ...]:
    return intake.user_fields or _USER


def ticket_fields(intake: Intake) -> tuple[FormField, ...]:
    return intake.ticket_fields or _TICKET


def message_field(intake: Intake) -> FormField:
    """Of the ticket form; a form without one is as if it had the stock one."""
    return next((one for one in ticket_fields(intake) if one.name == "message"), _MESSAGE)
