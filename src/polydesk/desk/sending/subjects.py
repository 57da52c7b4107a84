"""Subjects of mail about a ticket carry its number, so that answers find it even without their headers."""

import re

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


_ANSWERS = re.compile(r"\A(?:\s*re(?:\[\d{1,3}\])?:)+", re.IGNORECASE)


def bare_subject(look: Look, number: str, subject: str) -> str:
    """The subject without the ticket's number and without the `Re:` of answers."""
    hook = look.config(Settings)["Ticket::Hook"]
    text = subject.replace(f"[{hook}{number}]", "").replace(f"{hook}{number}", "")
    return _ANSWERS.sub("", text).strip()
