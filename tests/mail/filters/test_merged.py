"""Answers to a ticket that was merged go to the one it was merged into."""

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.mailroom.models import MailMessage
from polydesk.desk.sending.message_ids import TO_CUSTOMER, new_message_id
from polydesk.desk.tickets.merge import merge_tickets
from polydesk.desk.tickets.unmerge import unmerge_ticket
from polydesk.mail.accept import Outcome
from tests.mail.post import AUTO_REPLY, accepted, articles, id_of, letter, subjects


def two_merged(desk: Desk, raw: bytes, **other: str) -> tuple[Outcome, Outcome]:
    one, main = accepted(desk, raw), accepted(desk, letter(**other))
    with desk.work() as work:
        merge_tickets(work, one.ticket_id or 0, main.ticket_id or 0)
    return one, main


@pytest.mark.parametrize("by", ["subject", "known", "signed"])
def test_answers_find_the_main_ticket(mailroom: Desk, by: str) -> None:
    raw = letter()
    one, main = two_merged(mailroom, raw)
    with mailroom.work() as work:
        ours = new_message_id(work, one.ticket_id or 0, one.article_id or 0, TO_CUSTOMER)
    reply = {
        "subject": letter(subject=f"Re: #{one.number}"),
        "known": letter(In_Reply_To=id_of(raw)),
        "signed": letter(In_Reply_To=f"<{ours}>"),
    }[by]
    assert accepted(mailroom, reply).ticket_id == main.ticket_id
    assert len(articles(mailroom, main.ticket_id)) == 3


def test_the_customer_of_what_was_merged_still_takes_part(mailroom: Desk) -> None:
    one, main = two_merged(mailroom, letter(), sender="Other <other@elsewhere.example>")
    assert accepted(mailroom, letter(subject=f"Re: #{one.number}")).ticket_id == main.ticket_id


def test_what_is_known_of_a_message_goes_with_its_article(mailroom: Desk) -> None:
    one, main = two_merged(mailroom, letter())
    rows = select(MailMessage.ticket_id).where(MailMessage.article_id == one.article_id)
    with mailroom.look() as look:
        assert look.connection.execute(rows).scalar() == main.ticket_id
    assert AUTO_REPLY in subjects(mailroom, main.ticket_id)[1:]
    with mailroom.work() as work:
        unmerge_ticket(work, one.ticket_id or 0)
    with mailroom.look() as look:
        assert look.connection.execute(rows).scalar() == one.ticket_id
    assert subjects(mailroom, one.ticket_id) == subjects(mailroom, main.ticket_id) == [AUTO_REPLY]
