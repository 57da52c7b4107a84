"""Which of our addresses a mail went to, and who else."""

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.people.models import CustomerUser
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.models import Collaborator, Referral
from polydesk.mail.accept import Outcome
from tests.mail.post import OURS, accepted, articles, letter, take
from tests.world.tickets import configured, ticket_row

SALES, SUPPORT = 5, 7


def queue_of(desk: Desk, outcome: Outcome) -> int:
    return int(ticket_row(desk, outcome.ticket_id or 0).queue_id)


def referred(desk: Desk, outcome: Outcome) -> list[int]:
    rows = select(Referral.queue_id).where(Referral.ticket_id == outcome.ticket_id)
    with desk.look() as look:
        return list(look.connection.execute(rows).scalars())


def collaborators(desk: Desk, outcome: Outcome) -> list[str]:
    rows = select(CustomerUser.email).join(Collaborator, Collaborator.customer_user_id == CustomerUser.id)
    with desk.look() as look:
        return list(look.connection.execute(rows.where(Collaborator.ticket_id == outcome.ticket_id)).scalars())


@pytest.mark.parametrize(
    "raw",
    [
        letter(to="Sales <SALES@desk.example>"),
        letter(to="x@y.example", Cc="sales@desk.example"),
        letter(to="x@y.example", Delivered_To="sales@desk.example"),
        letter(to=f"sales@desk.example, {OURS}"),
    ],
    ids=["to", "cc", "delivered-to", "the first of two"],
)
def test_an_address_of_ours_leads_to_its_queue(mailroom: Desk, raw: bytes) -> None:
    raw = raw.replace(b"letter-", b"recipients-" + mailroom.database.engine.name.encode())
    assert queue_of(mailroom, accepted(mailroom, raw)) == SALES


def test_the_envelope_says_where_a_blind_copy_went(mailroom: Desk) -> None:
    outcome = accepted(mailroom, letter(to="undisclosed-recipients:;"), envelope_to=["sales@desk.example"])
    assert queue_of(mailroom, outcome) == SALES


def test_bcc_headers_say_nothing(mailroom: Desk) -> None:
    assert queue_of(mailroom, accepted(mailroom, letter(to="x@y.example", Bcc="sales@desk.example"))) == SUPPORT


def test_further_addresses_of_ours_become_referrals(mailroom: Desk) -> None:
    raw = letter(to=f"sales@desk.example, strict@desk.example, {OURS}")
    outcome = accepted(mailroom, raw)
    with mailroom.look() as look:
        strict = look.config(Catalogue).queues.named("Strict")
    assert strict
    assert referred(mailroom, outcome) == [strict.id]


def test_a_copy_to_another_address_of_ours_becomes_a_referral(mailroom: Desk) -> None:
    raw = letter()
    outcome = accepted(mailroom, raw)
    accepted(mailroom, raw.replace(b"To: support@", b"To: sales@"))
    assert referred(mailroom, outcome) == [SALES]


def test_others_take_part_only_where_the_desk_says_so(post: Desk) -> None:
    raw = letter(to=f"{OURS}, Cleo <c2@acme.example>, new@new.example", Cc="c1@acme.example, sales@desk.example")
    assert collaborators(post, accepted(post, raw.replace(b"letter-", b"a-"))) == []
    configured(post, settings={"osTicket::add_email_collabs": True})
    assert collaborators(post, accepted(post, raw)) == ["c2@acme.example", "new@new.example"]


def test_a_crowd_is_no_conversation(post: Desk) -> None:
    configured(post, settings={"osTicket::add_email_collabs": True})
    crowd = ", ".join(f"p{number}@crowd.example" for number in range(200))
    assert collaborators(post, accepted(post, letter(to=f"{OURS}, {crowd}"))) == []


@pytest.mark.parametrize(
    ("header", "value", "priority"),
    [("X-Priority", "1 (Highest)", 4), ("Importance", "low", 2), ("Priority", "urgent", 4), ("X-Priority", "none", 3)],
)
def test_headers_ask_for_a_priority_where_the_desk_listens(post: Desk, header: str, value: str, priority: int) -> None:
    assert ticket_row(post, accepted(post, letter(**{header: value})).ticket_id or 0).priority_id == 3
    configured(post, settings={"osTicket::use_email_priority": True})
    assert ticket_row(post, accepted(post, letter(**{header: value})).ticket_id or 0).priority_id == priority


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Yes.\n\n-- reply above this line --\nold", "Yes."),
        ("Yes.\n> -- reply above this line --\nold", "Yes.\n>"),
        ("-- reply above this line --\nold", "-- reply above this line --\nold"),
        ("> \n> -- reply above this line --\nold", "> \n> -- reply above this line --\nold"),
        ("Yes.\n> old\n-- \nSignature", "Yes.\n> old\n-- \nSignature"),
    ],
)
def test_what_is_below_the_separator_is_cut_if_something_is_above(mailroom: Desk, text: str, kept: str) -> None:
    [first] = articles(mailroom, accepted(mailroom, letter(text=text)).ticket_id)
    assert first.body.replace("\r\n", "\n") == kept


def test_nothing_is_cut_where_the_desk_wants_it_all(post: Desk) -> None:
    configured(post, settings={"osTicket::strip_quoted_reply": False})
    [first] = articles(post, accepted(post, letter(text="Yes.\n-- reply above this line --\nold")).ticket_id)
    assert "old" in first.body


def test_a_banned_sender_can_neither_open_nor_answer(post: Desk) -> None:
    first = accepted(post, letter("B <banned@acme.example>"))
    configured(post, banned_addresses=[{"address": "Banned@acme.example"}])
    for subject in ("new", f"#{first.number}"):
        assert take(post, letter("B <banned@acme.example>", subject)).state == "rejected"
    assert len(articles(post, first.ticket_id)) == 1
