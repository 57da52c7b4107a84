"""A desk that takes in mail: letters by few words, and what became of them."""

import itertools
import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.mailroom.queries import find_message
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.tickets.models import Article, ArticleMime, Link
from polydesk.mail.accept import Outcome, take_mail
from tests.world.tickets import configured, ticket_row

OURS = "support@desk.example"
CORA = "Cora Customer <c1@acme.example>"
EVE = "Eve <eve@evil.example>"
AUTO_REPLY, AUTO_FOLLOW_UP, AUTO_REJECT, AUTO_NEW = "Opened", "Arrived", "Rejected", "Opened anew"
_count = itertools.count(1)


def set_up(desk: Desk, *, host: str = "desk.example") -> None:
    """Answers of every kind, addresses of ours that lead to queues, and each follow-up option in a queue of its own."""
    answers = {
        AUTO_REPLY: "auto reply",
        AUTO_FOLLOW_UP: "auto follow up",
        AUTO_REJECT: "auto reject",
        AUTO_NEW: "auto reply/new ticket",
    }
    names = list(answers)
    configured(
        desk,
        settings={"PostmasterDefaultQueue": "Support", "SendmailModule": "SMTP", "PostmasterMaxEmails": 100_000},
        system_addresses=[
            {"email": f"support@{host}", "name": "Support"},
            {"email": f"sales@{host}", "name": "Sales"},
            {"email": f"strict@{host}", "name": "Strict"},
        ],
        auto_responses=[
            {"name": name, "type": kind, "subject": f"{name} [#%{{ticket.number}}]", "text": "We have it."}
            for name, kind in answers.items()
        ],
        queues=[
            {"name": "Support", "auto_responses": names, "follow_up": "possible", "system_address": f"support@{host}"},
            {"name": "Sales", "auto_responses": names, "follow_up": "new ticket", "system_address": f"support@{host}"},
            {
                "name": "Strict",
                "group": "sales",
                "auto_responses": names,
                "follow_up": "reject",
                "system_address": f"support@{host}",
            },
        ],
        address_routes=[
            {"address": f"sales@{host}", "queue": "Sales"},
            {"address": f"strict@{host}", "queue": "Strict"},
        ],
    )


def letter(
    sender: str = CORA, subject: str = "Printer", text: str = "It does not print.", *, to: str = OURS, **headers: str
) -> bytes:
    """A mail; further headers by name, with _ for -. Each has a Message-ID of its own unless it is given."""
    given = {"Message-ID": f"<letter-{next(_count)}@acme.example>"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [
        f"From: {sender}",
        f"To: {to}",
        f"Subject: {subject}",
        *(f"{name}: {value}" for name, value in given.items()),
    ]
    return ("\r\n".join(lines) + f"\r\n\r\n{text}\r\n").encode()


def id_of(raw: bytes) -> str:
    found = re.search(rb"Message-ID: (\S+)", raw)
    assert found
    return found[1].decode()


def take(desk: Desk, raw: bytes, **how: Any) -> Outcome:
    return take_mail(desk, raw, source="test", **how)


def accepted(desk: Desk, raw: bytes, **how: Any) -> Outcome:
    outcome = take(desk, raw, **how)
    assert outcome.state == "accepted", outcome
    return outcome


def steps(desk: Desk, outcome: Outcome) -> dict[str, str]:
    """What each filter decided."""
    with desk.look() as look:
        return {one["filter"]: one["decided"] for one in find_message(look, outcome.mail_id).steps}


def articles(desk: Desk, ticket_id: int | None) -> list[Any]:
    """Of a ticket, in order, with what they say."""
    both = select(Article.__table__, ArticleMime.__table__, ArticleMime.from_.label("sender"))
    rows = both.join(ArticleMime, ArticleMime.article_id == Article.id)
    with desk.look() as look:
        return list(look.connection.execute(rows.where(Article.ticket_id == ticket_id).order_by(Article.id)))


def article(desk: Desk, outcome: Outcome) -> Any:
    return next(one for one in articles(desk, outcome.ticket_id) if one.id == outcome.article_id)


def sent(desk: Desk, ticket_id: int | None) -> list[Any]:
    """Mail about a ticket, in order."""
    rows = select(OutgoingMail.__table__).where(OutgoingMail.ticket_id == ticket_id).order_by(OutgoingMail.id)
    with desk.look() as look:
        return list(look.connection.execute(rows))


def subjects(desk: Desk, ticket_id: int | None) -> list[str]:
    """Of the mail about a ticket, without its number."""
    return [re.sub(r" *\[#.*?\] *", "", one.subject) for one in sent(desk, ticket_id)]


def state_of(desk: Desk, outcome: Outcome) -> int:
    assert outcome.ticket_id
    return int(ticket_row(desk, outcome.ticket_id).state_id)


def linked(desk: Desk, one: int | None, other: int | None) -> bool:
    rows = select(Link.source_id, Link.target_id)
    with desk.look() as look:
        return {(one, other), (other, one)} & {(row[0], row[1]) for row in look.connection.execute(rows)} != set()


def bodies(desk: Desk, outcome: Outcome) -> Sequence[str]:
    return [one.body.strip() for one in articles(desk, outcome.ticket_id)]
