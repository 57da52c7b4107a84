"""The fields of a desk that has configured no forms, under the ids a fresh osTicket gives them."""

from polydesk.desk.intake.registry import FormField, Intake


def _field(number: int, name: str, kind: str, label: str, *, required: bool = False) -> FormField:
    return FormField(number, name, kind, label, required, visible_to_users=True, dynamic_field="", configuration={})


_USER = (
    _field(1, "email", "text", "Email Address", required=True),
    _field(2, "name", "text", "Full Name", required=True),
    _field(3, "phone", "phone", "Phone Number"),
    _field(4, "notes", "memo", "Internal Notes"),
)
_TICKET = (
    _field(20, "subject", "text", "Issue Summary", required=True),
    _field(21, "message", "thread", "Issue Details", required=True),
    _field(22, "priority", "priority", "Priority Level"),
)


def user_fields(intake: Intake) -> tuple[FormField, ...]:
    return intake.user_fields or _USER


def ticket_fields(intake: Intake) -> tuple[FormField, ...]:
    return intake.ticket_fields or _TICKET
