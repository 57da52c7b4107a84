"""What was typed into a form for an article, and what is wrong with it."""

from dataclasses import replace
from typing import Any

from polydesk.desk.people.addresses import addresses_in, all_valid
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.sending.addressing import MOST_RECIPIENTS, is_sendable
from polydesk.desk.writing.write import units_of
from polydesk.desk.writing.writing import NOTE, RIGHTS, TYPED, Writing
from polydesk.kernel.clock import epoch, read_moment
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look
from polydesk.web.agent.numbers import number_of
from polydesk.web.agent.page import Page
from polydesk.web.agent.ticket_found import Found
from polydesk.web.agent.ticket_properties import states

_LONGEST_SUBJECT = 250
_MOST_FORWARDED = 100


def from_form(page: Page) -> Writing:
    """Without its files, which a draft has."""
    texts: dict[str, Any] = {name: page.text(name) for name in TYPED}
    texts |= {name: text.strip() for name, text in texts.items() if name != "body"}
    texts["subject"] = " ".join(texts["subject"].split())[:_LONGEST_SUBJECT]
    texts |= {name: texts[name].strip(",; ") for name in ("to", "cc", "bcc")}
    texts["body"] = texts["body"].replace("\r\n", "\n")
    kind = texts["kind"] if texts["kind"] in RIGHTS else NOTE
    return replace(Writing(**texts), kind=kind, forwarded=tuple(_forwarded(page)))


def _forwarded(page: Page) -> list[int]:
    sent = [str(one) for one in page.form.getlist("forwarded")[:_MOST_FORWARDED]]
    return [found for one in sent if (found := number_of(one)) is not None]


def mistakes(page: Page, look: Look, found: Found, writing: Writing) -> dict[str, str]:
    """From field to what is wrong with it; empty if it can be sent."""
    wrong: dict[str, str] = {}
    if not writing.body.strip():
        wrong["body"] = "empty"
    if not writing.subject and writing.kind != NOTE:
        wrong["subject"] = "empty"
    if writing.is_mail:
        wrong |= _wrong_addresses(writing)
    if units_of(writing) is None or (
        not writing.units and look.config(Settings)["Ticket::Frontend::NeedAccountedTime"]
    ):
        wrong["units"] = "units"
    return wrong | _wrong_state(page, look, found, writing)


def _wrong_addresses(writing: Writing) -> dict[str, str]:
    headers = {"to": writing.to, "cc": writing.cc, "bcc": writing.bcc}
    wrong = {
        name: "address" for name, header in headers.items() if (header or name == "to") and not are_addresses(header)
    }
    if not wrong and sum(len(addresses_in(header)) for header in headers.values()) > MOST_RECIPIENTS:
        return {"to": "too_many"}
    return wrong


def are_addresses(header: str) -> bool:
    """Whether all of them are, so that nobody is left out unsaid."""
    return all_valid(header, refuse_example_domains=False) and all(is_sendable(one) for one in addresses_in(header))


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
