"""Does it carry control headers, and does the way it came entitle it to?"""

from polydesk.kernel.work import Work
from polydesk.mail.case import Case

PREFIXES = ("x-otrs-", "x-otobo-")
LONGEST_VALUE = 4000


def control_name(name: str) -> str:
    """The header's name as we know it, or nothing if it is no control header."""
    lower = name.strip().lower()
    prefix = next((one for one in PREFIXES if lower.startswith(one)), None)
    return f"x-otrs-{lower.removeprefix(prefix)}" if prefix else ""


def read_control_headers(_work: Work, case: Case) -> None:
    """They are obeyed only from a mailbox marked as trusted. Anybody can write a header."""
    sent = {control_name(name): values[0] for name, values in case.mail.headers.items() if values}
    sent.pop("", None)
    if not sent:
        return
    if not case.message.trusted:
        case.note("control headers", ", ".join(sorted(sent)), "ignored: this way in is not trusted")
        return
    case.controls.update({name: value[:LONGEST_VALUE] for name, value in sent.items()})
    case.note("control headers", ", ".join(f"{name}: {value}" for name, value in sent.items()), "obeyed")
