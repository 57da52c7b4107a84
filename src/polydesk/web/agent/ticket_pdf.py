"""A ticket as a PDF: its head, its properties and its articles as plain text."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.responses import Response

from polydesk.desk.sending.addressing import read_addresses
from polydesk.desk.tickets.account_time import as_text
from polydesk.desk.tickets.models import CHANNELS, SENDER_TYPES
from polydesk.desk.tickets.printed import list_printed
from polydesk.desk.tickets.queries import accounted_time, list_attachments
from polydesk.kernel.db import AnyRow
from polydesk.kernel.downloads import download_headers
from polydesk.kernel.work import Look
from polydesk.web.agent.page import Page
from polydesk.web.agent.ticket_facts import Facts, facts
from polydesk.web.agent.ticket_found import Found, find_ticket
from polydesk.web.rendering import moment_text

if TYPE_CHECKING:
    from polydesk.web.pdf import Document

MOST_CHARACTERS = 300_000
"""Of all articles together: about a hundred pages."""
MOST_OF_A_LINE = 600
_SENDERS = {number: name for name, number in SENDER_TYPES.items()}
_CHANNELS = {number: name for name, number in CHANNELS.items()}
Said = Callable[[str], str]


def pdf(page: Page) -> Response:
    from polydesk.web.pdf import Document  # loaded when it is first asked for: most desks print seldom

    look = page.look()
    found = find_ticket(page, look)
    row = found.row
    foot = f"{row.number} · {row.title}"
    document = Document(title=foot, foot=foot, moment=look.now)
    _head(document, page, found, facts(page, look, found))
    _articles(document, page, look, found)
    headers = download_headers(f"ticket-{row.number}.pdf", "application/pdf", may_show=False)
    return Response(bytes(document.output()), headers=dict(headers))


def _head(document: "Document", page: Page, found: Found, known: Facts) -> None:
    _, row, labels = page.texts.gettext, found.row, _labels(page.texts.gettext)
    document.soft(row.number)
    document.heading(row.title)
    document.ln(3)
    pairs = [(labels[one.name], one.value) for one in known.properties]
    if known.pending_until:
        pairs.append((_("Pending until"), moment_text(known.pending_until, page.texts, page.zone)))
    pairs += [(one.label, one.value) for one in known.fields if one.value]
    if known.accounted:
        pairs.append((_("Accounted time"), known.accounted))
    pairs.append((_("Opened"), moment_text(row.create_time, page.texts, page.zone)))
    for label, value in pairs:
        document.pair(label, value[:MOST_OF_A_LINE] or "–")


def _articles(document: "Document", page: Page, look: Look, found: Found) -> None:
    """The first of them, if they are too many; what is left out is told."""
    rows, left = list_printed(look, found.row.id), MOST_CHARACTERS
    files = list_attachments(look, [row.id for row in rows])
    times = accounted_time(look, [found.row.id]) if found.row.accounted_hundredths else {}
    shown = 0
    for row in rows:
        if left <= 0:
            break
        document.rule()
        _article_head(document, page, row, times.get(row.id, 0))
        document.ln(1.5)
        document.text_block(row.text[:left].strip("\r\n"))
        if row.is_longer or len(row.text) > left:
            document.soft(page.texts.gettext("The rest of this article is left out."))
        _files(document, page, [one.filename for one in files[row.id]])
        left -= len(row.text) + MOST_OF_A_LINE // 4
        shown += 1
    if found.row.article_count > shown:
        document.rule()
        missing = found.row.article_count - shown
        words = page.texts.ngettext("%(count)s article is left out.", "%(count)s articles are left out.", missing)
        document.soft(words % {"count": missing})


def _article_head(document: "Document", page: Page, row: AnyRow, hundredths: int) -> None:
    _ = page.texts.gettext
    senders = {"agent": _("Agent"), "system": _("System"), "customer": _("Customer")}
    channels = {"Email": _("E-mail"), "Phone": _("Phone"), "Internal": _("Note"), "Chat": _("Chat")}
    sender = senders[_SENDERS[row.sender_type_id]]
    document.heading(_named(row.from_)[:MOST_OF_A_LINE] or sender, size=10.5)
    moment = moment_text(row.create_time, page.texts, page.zone)
    marks = [sender, channels[_CHANNELS[row.channel_id]], moment]
    if not row.visible:
        marks.append(_("Internal: the customer does not see it"))
    if hundredths:
        marks.append(_("%(units)s units of time") % {"units": as_text(hundredths)})
    document.soft(" · ".join(marks))
    for label, value in ((_("To"), row.to), (_("Cc"), row.cc), (_("Subject"), row.subject)):
        if value:
            document.soft(f"{label}: {value[:MOST_OF_A_LINE]}")


def _named(sender: str) -> str:
    """As people read it, without the quotes of a header."""
    for one in read_addresses(sender)[:1]:
        return f"{one.name} <{one.email}>" if one.name else one.email
    return sender


def _files(document: "Document", page: Page, names: list[str]) -> None:
    if names:
        document.ln(1)
        document.soft(f"{page.texts.gettext('Attachments')}: {', '.join(names)[: 3 * MOST_OF_A_LINE]}")


def _labels(_: Said) -> dict[str, str]:
    return {
        "state": _("State"),
        "priority": _("Priority"),
        "queue": _("Queue"),
        "owner": _("Owner"),
        "responsible": _("Responsible"),
        "type": _("Type"),
        "service": _("Service"),
        "sla": _("SLA"),
        "customer": _("Customer"),
    }


PAGES = (("GET", "/tickets/{id:int}/pdf", pdf),)
