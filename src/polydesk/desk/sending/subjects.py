"""Subjects of mail about a ticket carry its number, so that answers find it even without their headers."""

from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look


def subject_with_number(look: Look, ticket: Ticket, subject: str) -> str:
    """As `Ticket::SubjectFormat` says: before or after the subject; once only."""
    settings = look.config(Settings)
    mark, form = f"[{settings['Ticket::Hook']}{ticket.number}]", settings["Ticket::SubjectFormat"]
    if mark in subject or form == "None":
        return subject
    return f"{mark} {subject}".rstrip() if form == "Left" else f"{subject} {mark}".lstrip()
