"""Which conversation does it go on with, and may its sender do so?"""

import re
from collections.abc import Sequence

from polydesk.desk.mailroom.find_ticket import article_of, last_message, ticket_numbered
from polydesk.desk.mailroom.participants import Sender, find_sender
from polydesk.desk.mailroom.thread import Found, Role, Thread
from polydesk.desk.sending.message_ids import TO_AGENT, SignedId, read_message_id
from polydesk.desk.sending.registry import Mailing
from polydesk.desk.tickets.merged_into import standing_ticket
from polydesk.desk.tickets.remember_message_id import find_known_ids
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work
from polydesk.mail.case import Case
from polydesk.mail.filters.as_original import known_as_original, signed_as_original
from polydesk.mail.filters.authenticated import is_authenticated
from polydesk.mail.filters.references import answered_ids

_MOST_NUMBERS = 10
_NUMBER = r"([A-Za-z0-9][A-Za-z0-9-]{0,49})"


def find_thread(work: Work, case: Case) -> None:
    """An answer to mail of ours names it by a signed id; else known ids and the number in the subject are looked at.

    Only who takes part in a ticket may go on with it by what anybody could know. Others get a ticket of their own,
    which tells what it claims to belong to.
    """
    case.thread = _bounced(work, case) or _found(work, case)
    if case.thread:
        role = f"{case.thread.role} of ticket {case.thread.ticket_id}"
        found, merged = case.thread.found, ""
        if len(found.ticket_ids) > 1:
            merged = f", into which ticket {found.named_id} was merged"
        case.note("thread", found.by, f"goes on as {role}{merged}")
    elif case.claimed_ticket_id:
        case.note("thread", f"claims ticket {case.claimed_ticket_id}", "its sender takes no part in it: a new ticket")
    else:
        case.note("thread", "no known conversation", "a new ticket")


def _bounced(work: Work, case: Case) -> Thread | None:
    """A report about mail of ours belongs to what that mail was about."""
    found = _signed(work, [case.mail.original_message_id], by="bounce") if case.is_bounce else None
    return Thread(found=found[1], role=Role.BOUNCE, visible=False) if found else None


def _found(work: Work, case: Case) -> Thread | None:
    sender = find_sender(work, case.sender)
    if not sender.email or work.config(Mailing).is_ours(sender.email):
        return None
    ids = answered_ids(case.mail)
    signed = _signed(work, ids, by="signed")
    if signed:
        return _by_signed_id(work, case, sender, *signed)
    known = find_known_ids(work, list(reversed(ids)))
    named = [Found(known[one].ticket_id, known[one].article_id, "known") for one in ids if one in known]
    for found in [*named, *_numbered(work, case)]:
        thread = _of_participant(work, case, sender, found) or _of_anybody(case, found)
        if thread:
            return thread
        case.claimed_ticket_id = case.claimed_ticket_id or found.ticket_id
    return None


def _signed(look: Look, ids: Sequence[str], *, by: str) -> tuple[SignedId, Found] | None:
    """The first of the ids that we signed, about a ticket that is still there or went on in another."""
    for one in ids:
        signed = read_message_id(look, one)
        ticket_id = standing_ticket(look, signed.ticket_id) if signed else None
        if signed and ticket_id:
            article_id = article_of(look, ticket_id, signed.article_id)
            return signed, Found(ticket_id, article_id, by, named_id=signed.ticket_id)
    return None


def _by_signed_id(work: Work, case: Case, sender: Sender, signed: SignedId, found: Found) -> Thread:
    """Who holds such an id got mail of ours about the ticket, but need not be whom it was sent to."""
    if case.as_original:
        return signed_as_original(work, sender, signed, found)
    return _of_participant(work, case, sender, found) or Thread(
        found=found,
        role=Role.STRANGER,
        visible=signed.kind != TO_AGENT and sender.agent is None,
        name_sender=True,
    )


def _numbered(look: Look, case: Case) -> list[Found]:
    for number in numbers_in(case.mail.subject, str(look.config(Settings)["Ticket::Hook"])):
        named_id = ticket_numbered(look, number)
        ticket_id = standing_ticket(look, named_id) if named_id else None
        if ticket_id:
            return [Found(ticket_id, last_message(look, ticket_id), "subject", named_id=named_id)]
    return []


def numbers_in(subject: str, hook: str) -> list[str]:
    """What may be ticket numbers: behind the hook, or as osTicket writes them behind a #."""
    pattern = re.compile(rf"(?:{re.escape(hook)}|#){_NUMBER}" if hook else f"#{_NUMBER}", re.IGNORECASE)
    return list(dict.fromkeys(match[1] for match in pattern.finditer(subject)))[:_MOST_NUMBERS]


def _of_participant(work: Work, case: Case, sender: Sender, found: Found) -> Thread | None:
    """None if the sender has no part in the ticket."""
    if any(sender.owns(work, one) for one in found.ticket_ids):
        return Thread(found=found, role=Role.CUSTOMER)
    if any(sender.takes_part(work, one) for one in found.ticket_ids):
        return Thread(found=found, role=Role.COLLABORATOR)
    if sender.agent and not case.as_original and is_authenticated(work, case):
        return Thread(found=found, role=Role.AGENT, agent_id=sender.agent.id, visible=False)
    return None


def _of_anybody(case: Case, found: Found) -> Thread | None:
    return known_as_original(found) if case.as_original and found.by == "known" else None
