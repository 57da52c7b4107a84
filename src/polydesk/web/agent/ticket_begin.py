"""What a form for an article begins with: to whom, about what, and above what is quoted."""

from collections.abc import Iterator
from dataclasses import replace

from polydesk.desk.sending.addressing import read_addresses
from polydesk.desk.sending.subjects import bare_subject
from polydesk.desk.tickets.queries import list_attachments
from polydesk.desk.writing.recipients import answer_to, answer_to_all
from polydesk.desk.writing.writing import FORWARD, NOTE, REPLY, Writing
from polydesk.kernel.db import AnyRow
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look
from polydesk.web.agent.page import Page
from polydesk.web.agent.ticket_found import Found
from polydesk.web.rendering import moment_text

LONGEST_QUOTE = 20_000
LONGEST_FORWARD = 200_000
CUT = "[…]"


def begun(page: Page, look: Look, found: Found, kind: str, answered: AnyRow | None, *, to_all: bool) -> Writing:
    subject = answered.subject if answered is not None else found.row.title
    bare = bare_subject(look, found.row.number, subject)
    writing = Writing(kind=kind, answers=str(answered.id) if answered is not None else "")
    if kind == FORWARD and answered is not None:
        return _forward(page, look, writing, bare, answered)
    if kind == REPLY:
        return _reply(page, look, found, writing, answered, f"Re: {bare}", to_all=to_all)
    return writing if kind == NOTE else replace(writing, subject=bare)


def _reply(
    page: Page, look: Look, found: Found, writing: Writing, answered: AnyRow | None, subject: str, *, to_all: bool
) -> Writing:
    customer = found.row.customer_user
    people = answer_to(look, customer, answered)
    if to_all and answered is not None:
        people = answer_to_all(look, customer, answered)
    quote = _quoted(page, answered) if answered is not None and answered.visible else ""
    return replace(writing, to=people.to, cc=people.cc, subject=subject, body=quote)


def _quoted(page: Page, answered: AnyRow) -> str:
    when = moment_text(answered.create_time, page.texts, page.zone)
    name = next((one.name or one.email for one in read_addresses(answered.from_)), answered.from_)
    head = page.texts.gettext("%(name)s wrote on %(when)s:") % {"name": name, "when": when}
    lines = _cut(answered.body, LONGEST_QUOTE).split("\n")
    return f"\n\n{head}\n" + "\n".join(f"> {line}".rstrip() for line in lines) + "\n"


def _forward(page: Page, look: Look, writing: Writing, bare: str, answered: AnyRow) -> Writing:
    """To nobody yet, with all its files."""
    prefix = look.config(Settings)["Ticket::SubjectFwd"]
    subject = bare if bare.casefold().startswith(f"{prefix}:".casefold()) else f"{prefix}: {bare}"
    files = list_attachments(look, [answered.id])[answered.id]
    text = "\n".join((*_head(page, answered), "", _cut(answered.body, LONGEST_FORWARD), ""))
    return replace(writing, subject=subject, body=f"\n\n{text}", forwarded=tuple(one.id for one in files))


def _head(page: Page, answered: AnyRow) -> Iterator[str]:
    _ = page.texts.gettext
    yield f"---------- {_('Forwarded message')} ----------"
    facts = (
        (_("From"), answered.from_),
        (_("To"), answered.to),
        (_("Cc"), answered.cc),
        (_("Date"), moment_text(answered.create_time, page.texts, page.zone)),
        (_("Subject"), answered.subject),
    )
    for label, fact in facts:
        if fact:
            yield f"{label}: {' '.join(fact.split())}"


def _cut(body: str, longest: int) -> str:
    """What is left out is said."""
    text = body.strip("\n")
    return text if len(text) <= longest else f"{text[:longest]}\n{CUT}"
