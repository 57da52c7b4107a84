"""To whom an answer goes: never to an address of the desk itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from polydesk.desk.people.addresses import mail_string
from polydesk.desk.sending.addressing import read_addresses
from polydesk.desk.sending.mail_to_customer import customer_address
from polydesk.desk.sending.registry import MailAddress, Mailing
from polydesk.desk.tickets.models import SENDER_CUSTOMER
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look


@dataclass(frozen=True, slots=True)
class Recipients:
    """As they stand in headers."""

    to: str
    cc: str = ""


def answer_to(look: Look, customer_user: str, answered: AnyRow | None) -> Recipients:
    """Whoever wrote what is answered, unless we did; else whom we wrote to, else the ticket's customer."""
    return Recipients(_header(_answered_people(look, customer_user, answered)))


def answer_to_all(look: Look, customer_user: str, answered: AnyRow) -> Recipients:
    """The same, and in copy all others who got what is answered."""
    to = _answered_people(look, customer_user, answered)
    known = {one.email.lower() for one in to}
    others = {one.email.lower(): one for header in (answered.to, answered.cc) for one in _outside(look, header)}
    return Recipients(_header(to), _header(one for email, one in others.items() if email not in known))


def _answered_people(look: Look, customer_user: str, answered: AnyRow | None) -> list[MailAddress]:
    if answered is not None:
        headers = (answered.reply_to, answered.from_) if answered.sender_type_id == SENDER_CUSTOMER else (answered.to,)
        for header in headers:
            people = _outside(look, header)
            if people:
                return people
    return customer_address(look, customer_user)


def _outside(look: Look, header: str) -> list[MailAddress]:
    ours = look.config(Mailing).is_ours
    return [one for one in read_addresses(header) if not ours(one.email)]


def _header(people: Iterable[MailAddress]) -> str:
    return ", ".join(mail_string(one.name, "", one.email) for one in people)
