"""How urgent does its sender say it is?"""

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look
from polydesk.mail.case import Case

_HEADERS = ("x-priority", "importance", "priority", "x-msmail-priority")
_LEVELS = {
    **dict.fromkeys(("1", "2", "high", "urgent"), "4 high"),
    **dict.fromkeys(("3", "4", "normal"), "3 normal"),
    **dict.fromkeys(("5", "6", "low"), "2 low"),
}


def priority_of(look: Look, case: Case) -> int | None:
    """The priority its headers ask for, if the desk listens to them."""
    if not look.config(Settings)["osTicket::use_email_priority"]:
        return None
    for name in _HEADERS:
        for value in case.mail.headers.get(name, ()):
            level = _LEVELS.get(value.strip().lower().partition(" ")[0])
            priority = look.config(Catalogue).priorities.named(level) if level else None
            if priority:
                case.note("importance", f"{name}: {value}", f"priority {priority.name}")
                return priority.id
    return None
