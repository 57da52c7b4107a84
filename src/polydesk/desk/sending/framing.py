"""A reply between its queue's salutation and signature."""

import html

from polydesk.desk.sending.facts import Facts
from polydesk.desk.sending.placeholders import fill
from polydesk.desk.sending.registry import Mailing
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.work import Work


def framed(work: Work, ticket: Ticket, facts: Facts, text: str, html_text: str) -> tuple[str, str]:
    """Both forms of the text, the HTML only if there is one."""
    queue = work.config(Mailing).queues.get(ticket.queue_id)
    if queue is None or not (queue.salutation or queue.signature):
        return text, html_text
    before, after = (fill(one, facts).strip("\n") for one in (queue.salutation, queue.signature))
    plain = "\n\n".join(filter(None, (before, text.strip("\n"), after))) + "\n"
    if not html_text:
        return plain, ""
    return plain, "".join((_paragraph(before), html_text, _paragraph(after)))


def _paragraph(text: str) -> str:
    return f"<p>{html.escape(text)}</p>\n".replace("\n", "<br>\n", text.count("\n")) if text else ""
