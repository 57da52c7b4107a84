"""What a form for an article holds: what it begins with, what was typed, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from polydesk.desk.people.addresses import all_valid, mail_string
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.sending.addressing import read_addresses
from polydesk.desk.sending.mail_to_customer import customer_address
from polydesk.desk.sending.registry import Mailing
from polydesk.desk.sending.subjects import bare_subject
from polydesk.desk.tickets.account_time import LARGEST
from polydesk.desk.tickets.models import SENDER_CUSTOMER
from polydesk.kernel.clock import epoch
from polydesk.kernel.db import AnyRow
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look
from polydesk.web.agent.moments import read_moment
from polydesk.web.agent.page import Page
from polydesk.web.agent.ticket_found import Found
from polydesk.web.agent.ticket_properties import states
from polydesk.web.rendering import moment_text

REPLY, NOTE, PHONE = "reply", "note", "phone"
RIGHTS: Mapping[str, str] = {REPLY: "rw", NOTE: "note", PHONE: "rw"}
"""What each kind of article asks for; answering and calling are OTRS' compose and phone, which need rw."""
_TYPED = ("kind", "to", "cc", "subject", "body", "state", "until", "units", "answers", "seen", "visible", "incoming")
_LONGEST_QUOTE = 20_000
_LONGEST_SUBJECT = 250


@dataclass(frozen=True, slots=True)
class Writing:
    """All as texts, as the form has them. `answers` and `seen` are ids: the article answered, the newest one known."""

    kind: str = NOTE
    to: str = ""
    cc: str = ""
    subject: str = ""
    body: str = ""
    state: str = ""
    until: str = ""
    units: str = ""
    answers: str = ""
    seen: str = "0"
    visible: str = ""
    incoming: str = ""
    files: tuple[dict[str, Any], ...] = ()
    """Kept in a draft: name, kind, size and hash of the content."""

    @property
    def content(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in _TYPED} | {"files": list(self.files)}


def from_draft(content: Mapping[str, Any]) -> Writing:
    texts: dict[str, Any] = {name: str(content[name]) for name in _TYPED if name in content}
    return Writing(**texts, files=tuple(content.get("files", ())))


def from_form(page: Page) -> Writing:
    texts: dict[str, Any] = {name: page.text(name) for name in _TYPED}
    texts |= {name: text.strip() for name, text in texts.items() if name != "body"}
    texts["subject"] = " ".join(texts["subject"].split())[:_LONGEST_SUBJECT]
    texts["body"] = texts["body"].replace("\r\n", "\n")
    return replace(Writing(**texts), kind=texts["kind"] if texts["kind"] in RIGHTS else NOTE)


def begun(page: Page, look: Look, found: Found, kind: str, answered: AnyRow | None) -> Writing:
    """A new one: to whom, about what, and above what is quoted."""
    subject = answered.subject if answered is not None else found.row.title
    bare = bare_subject(look, found.row.number, subject)
    writing = Writing(kind=kind, answers=str(answered.id) if answered is not None else "")
    if kind != REPLY:
        return writing if kind == NOTE else replace(writing, subject=bare)
    quote = _quoted(page, answered) if answered is not None else ""
    return replace(writing, to=_recipient(look, found, answered), subject=f"Re: {bare}", body=quote)


def _recipient(look: Look, found: Found, answered: AnyRow | None) -> str:
    """Whoever wrote what is answered, unless we did; else whom we wrote to, else the ticket's customer."""
    if answered is not None:
        headers = (answered.reply_to, answered.from_) if answered.sender_type_id == SENDER_CUSTOMER else (answered.to,)
        ours = look.config(Mailing).is_ours
        for header in headers:
            others = [one for one in read_addresses(header) if not ours(one.email)]
            if others:
                return ", ".join(mail_string(one.name, "", one.email) for one in others)
    return ", ".join(mail_string(one.name, "", one.email) for one in customer_address(look, found.row.customer_user))


def _quoted(page: Page, answered: AnyRow) -> str:
    when = moment_text(answered.create_time, page.texts, page.zone)
    name = next((one.name or one.email for one in read_addresses(answered.from_)), answered.from_)
    head = page.texts.gettext("%(name)s wrote on %(when)s:") % {"name": name, "when": when}
    text = answered.body[:_LONGEST_QUOTE].strip("\n")
    return f"\n\n{head}\n" + "\n".join(f"> {line}".rstrip() for line in text.split("\n")) + "\n"


def mistakes(page: Page, look: Look, found: Found, writing: Writing) -> dict[str, str]:
    """From field to what is wrong with it; empty if it can be sent."""
    wrong: dict[str, str] = {}
    if not writing.body.strip():
        wrong["body"] = "empty"
    if not writing.subject and writing.kind != NOTE:
        wrong["subject"] = "empty"
    if writing.kind == REPLY:
        if not _are_addresses(writing.to):
            wrong["to"] = "address"
        if writing.cc and not _are_addresses(writing.cc):
            wrong["cc"] = "address"
    if units_of(writing) is None or (
        not writing.units and look.config(Settings)["Ticket::Frontend::NeedAccountedTime"]
    ):
        wrong["units"] = "units"
    return wrong | _wrong_state(page, look, found, writing)


def _are_addresses(header: str) -> bool:
    return bool(read_addresses(header)) and all_valid(header, refuse_example_domains=False)


def _wrong_state(page: Page, look: Look, found: Found, writing: Writing) -> dict[str, str]:
    if not writing.state:
        return {}
    wanted = {str(one): one for one in states(look, found.row)}.get(writing.state)
    if wanted is None or "rw" not in found.rights:
        return {"state": "choice"}
    if not look.config(Catalogue).states[wanted].type.startswith("pending"):
        return {}
    until = read_moment(writing.until, page.zone)
    return {} if until and epoch(until) > epoch(look.now) else {"until": "pending_time"}


def units_of(writing: Writing) -> Decimal | None:
    """0 for nothing; None for what is no number of units."""
    try:
        units = Decimal(writing.units.replace(",", ".") or "0")
    except InvalidOperation:
        return None
    return units if units.is_finite() and 0 <= units <= LARGEST else None
