"""Texts agents begin with or put in while they write, with what stands for their placeholders."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from polydesk.desk.sending.addressing import read_addresses
from polydesk.desk.sending.facts import NOBODY, Facts, named_reader
from polydesk.desk.sending.framing import frame
from polydesk.desk.sending.placeholders import fill
from polydesk.desk.sending.registry import Mailing, MailText
from polydesk.desk.tickets.article_queries import find_article
from polydesk.desk.tickets.models import SENDER_CUSTOMER, Ticket
from polydesk.desk.tickets.thread import newest_article_id
from polydesk.desk.writing.writing import EMAIL, FORWARD, NOTE, PHONE, REPLY, Writing
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound
from polydesk.kernel.html import to_text
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look

SNIPPET = "Snippet"
"""The kind of templates that stand in any text."""
CREATE = "Create"
"""The kind of those for new tickets."""
KINDS: Mapping[str, str] = {REPLY: "Answer", FORWARD: "Forward", EMAIL: "Email", NOTE: "Note", PHONE: "PhoneCall"}
"""From what is written to OTRS' kinds of templates."""
_BETWEEN_WORDS = re.compile(r"[^\w]+")
_LONGEST_SHORTCUT = 40


@dataclass(frozen=True, slots=True)
class Choice:
    id: int
    name: str
    shortcut: str
    """What is typed after a semicolon: the name in lower case, with hyphens."""
    has_files: bool


def list_templates(look: Look, kind: str, queue_id: int) -> list[Choice]:
    """Those for this queue of this of OTRS' kinds, and those that stand in any text, by name.

    0 stands for a queue that is not chosen yet.
    """
    templates = look.config(Mailing).templates
    return [
        Choice(number, one.name, _shortcut(one.name), bool(one.files))
        for number, one in templates.items()
        if one.kind in (kind, SNIPPET) and one.is_for(queue_id)
    ]


def chosen_template(look: Look, kind: str, queue_id: int, template_id: int) -> MailText:
    """Raises NotFound for what is no template, or none of those offered."""
    template = look.config(Mailing).templates.get(template_id)
    if template is None or template.kind not in (kind, SNIPPET) or not template.is_for(queue_id):
        raise NotFound("template", id=template_id)
    return template


def _shortcut(name: str) -> str:
    return _BETWEEN_WORDS.sub("-", name.casefold()).strip("-")[:_LONGEST_SHORTCUT].rstrip("-")


def filled_template(look: Look, ticket: AnyRow, writing: Writing, template_id: int) -> str:
    """The text for this ticket. Raises NotFound for a template that is none, or not of what is written."""
    template = chosen_template(look, KINDS[writing.kind], ticket.queue_id, template_id)
    return _as_text(template, _facts(look, ticket, writing, _told_of(look, ticket, writing)))


def template_for_new(look: Look, ticket: Ticket, template_id: int) -> str:
    """The text for a ticket that is not there yet: what is not known of it is left out."""
    return _as_text(chosen_template(look, CREATE, ticket.queue_id, template_id), Facts(look, ticket))


def frame_of_new(look: Look, ticket: Ticket) -> tuple[str, str]:
    """The same for the first mail of a ticket that is not there yet."""
    return frame(look, ticket, Facts(look, ticket)) if look.config(Settings)["Mail::FrameReplies"] else ("", "")


def frame_of(look: Look, ticket: AnyRow, writing: Writing) -> tuple[str, str]:
    """What the desk itself puts above and below, empty where it puts nothing."""
    if not (writing.is_mail and look.config(Settings)["Mail::FrameReplies"]):
        return "", ""
    return frame(look, ticket, _facts(look, ticket, writing, None))


def _as_text(template: MailText, facts: Facts) -> str:
    filled = fill(template.text, facts, is_html=template.is_html)
    return to_text(filled) if template.is_html else filled


def _facts(look: Look, ticket: AnyRow, writing: Writing, article_id: int | None) -> Facts:
    readers = [named_reader(one.name, one.email) for one in read_addresses(writing.to)[:1]]
    return Facts(look, ticket, reader=readers[0] if readers else NOBODY, article_id=article_id)


def _told_of(look: Look, ticket: AnyRow, writing: Writing) -> int | None:
    """The article that is answered, else the customer's last one. What is internal is not told to people outside."""
    if writing.answers.isascii() and writing.answers.isdigit() and len(writing.answers) <= 18:
        try:
            answered = find_article(look, ticket.id, int(writing.answers))
        except NotFound:
            answered = None
        if answered is not None and (answered.visible or not writing.is_mail):
            return int(answered.id)
    return newest_article_id(look, ticket.id, sender_type_id=SENDER_CUSTOMER) or None
