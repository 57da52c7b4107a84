"""A reply between its queue's salutation and signature."""

import html

from polydesk.desk.sending.facts import Facts
from polydesk.desk.sending.placeholders import fill
from polydesk.desk.sending.registry import Mailing
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look, Work


def frame(look: Look, ticket: Ticket | AnyRow, facts: Facts) -> tuple[str, str]:
    """What stands above and below; both empty if the queue has neither."""
    queue = look.config(Mailing).queues.get(ticket.queue_id)
    if queue is None:
        return "", ""
    return fill(queue.salutation, facts).strip("\n"), fill(queue.signature, facts).strip("\n")


def framed(work: Work, ticket: Ticket, facts: Facts, text: str, html_text: str) -> tuple[str, str]:
    """Both forms of the text, the HTML only if there is one."""
    before, after = frame(work, ticket, facts)
    if not (before or after):
        return text, html_text
    plain = "\n\n".join(filter(None, (before, text.strip("\n"), after))) + "\n"
    if not html_text:
        return plain, ""
    return plain, "".join((_paragraph(before), html_text, _paragraph(after)))


def _paragraph(text: str) -> str:
    return f"<p>{html.escape(text)}</p>\n".replace("\n", "<br>\n", text.count("\n")) if text else ""
