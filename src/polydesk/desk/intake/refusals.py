"""The refusals of intake, in the words osTicket's clients know."""

from polydesk.desk.intake.draft import Error
from polydesk.desk.intake.submission import Denied, Refused

INCOMPLETE_CLIENT: Error = ("user", "Incomplete client information")
DUE_DATE_PAST: Error = ("duedate", "Due date must be in the future")
TOO_MANY_OPEN: Error = ("err", "You've reached the maximum open tickets allowed.")


def incomplete(errors: list[Error]) -> Refused:
    return Refused("submission_incomplete", errors)


def too_many_open() -> Refused:
    return Refused("too_many_open_tickets", [TOO_MANY_OPEN])


def denied(email: str, why: str) -> Denied:
    text = f"Ticket denied: {email}\n\nThis help desk is for use by authorized users only"
    return Denied("ticket_denied", [("denied", text)], log_lines=[("Ticket denied", why)], address=email)
