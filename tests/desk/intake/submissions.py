"""Submissions in few words, and what became of them."""

import itertools
from typing import Any

import pytest
from sqlalchemy import Row, select

from polydesk.desk.desk import Desk
from polydesk.desk.fields.registry import Fields
from polydesk.desk.fields.values import read_values
from polydesk.desk.intake.submission import Refused, Submission, Text
from polydesk.desk.intake.submit import submit
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.tickets.models import Article, ArticleMime
from tests.world.tickets import history, ticket_row

_numbers = itertools.count(1)


def new_address(domain: str = "people.example.net") -> str:
    return f"p{next(_numbers)}@{domain}"


def submission(values: dict[str, Any] | None = None, **properties: Any) -> Submission:
    """From Kim Doe with a new address, with a subject and a message, unless said otherwise."""
    given = {"name": "Kim Doe", "email": new_address(), "subject": "Hello", **(values or {})}
    return Submission(**{"channel": "API", "source": "API", "text": Text(body="Body"), **properties, "values": given})


def submitted(desk: Desk, values: dict[str, Any] | None = None, **properties: Any) -> Row[*tuple[Any, ...]]:
    """The new ticket as it is stored."""
    with desk.work() as work:
        made = submit(work, submission(values, **properties))
    return ticket_row(desk, made.ticket_id)


def refused(desk: Desk, values: dict[str, Any] | None = None, **properties: Any) -> Refused:
    with pytest.raises(Refused) as caught, desk.work() as work:
        submit(work, submission(values, **properties))
    return caught.value


def errors(desk: Desk, values: dict[str, Any] | None = None, **properties: Any) -> list[tuple[str, str]]:
    return list(refused(desk, values, **properties).errors)


def answers(desk: Desk, ticket_id: int) -> dict[str, Any]:
    """The ticket's dynamic fields by name."""
    with desk.look() as look:
        fields = look.config(Fields)
        stored = read_values(look.connection, fields.of_tickets, [ticket_id]).get(ticket_id, {})
        return {fields.all[field_id].name: value for field_id, value in stored.items()}


def answer(desk: Desk, name: str, sent: Any, field: str, *, as_original: bool = False) -> Any:
    """What the dynamic field holds after this was sent; None for nothing."""
    ticket = submitted(desk, {name: sent}, as_original=as_original)
    return answers(desk, ticket.id).get(field)


def articles(desk: Desk, ticket_id: int) -> list[Row[*tuple[Any, ...]]]:
    rows = select(Article.__table__, ArticleMime.__table__).join(ArticleMime, ArticleMime.article_id == Article.id)
    with desk.look() as look:
        return list(look.connection.execute(rows.where(Article.ticket_id == ticket_id).order_by(Article.id)).all())


def mails(desk: Desk, ticket_id: int) -> set[tuple[str, str]]:
    """Recipient and subject of each mail about the ticket."""
    rows = select(OutgoingMail.recipient, OutgoingMail.subject).where(OutgoingMail.ticket_id == ticket_id)
    with desk.look() as look:
        return {(recipient, subject) for recipient, subject in look.connection.execute(rows)}


def notes_of(desk: Desk, ticket_id: int, word: str) -> list[str]:
    """Entries of the history that begin with this word."""
    return [text for _type, text in history(desk, ticket_id) if text.startswith(f"%%{word}")]
