"""Does a spam filter before us say that it is spam?"""

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work
from polydesk.mail.case import Case


def note_spam(work: Work, case: Case) -> None:
    """Spam goes to the queue for it and is not answered: its sender is most likely not who it says."""
    flags = [one.partition(":") for one in work.config(Settings)["Postmaster::SpamHeaders"]]
    found = [name for name, _, value in flags if _says(case, name.strip().lower(), value.strip().lower())]
    if not found:
        return
    case.is_spam = True
    queue = str(work.config(Settings)["Postmaster::SpamQueue"])
    if work.config(Catalogue).queues.named(queue):
        case.controls.setdefault("x-otrs-queue", queue)
    case.note("spam", ", ".join(found), f"into the queue {queue}, and nothing is sent back")


def _says(case: Case, name: str, value: str) -> bool:
    return any(one.strip().lower().startswith(value) for one in case.mail.headers.get(name, ()))
