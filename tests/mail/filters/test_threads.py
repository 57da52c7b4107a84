"""Which conversation a mail goes on with."""

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.intake.customers import find_customer_user
from polydesk.desk.sending.message_ids import TO_AGENT, TO_CUSTOMER, new_message_id
from polydesk.desk.tickets.collaborate import add_collaborators
from polydesk.mail.filters.references import answered_ids
from polydesk.mail.filters.threads import numbers_in
from polydesk.mail.parse import parse_mail
from tests.mail.post import AUTO_FOLLOW_UP, AUTO_REPLY, CORA, accepted, article, articles, id_of, letter, subjects


@pytest.mark.parametrize("subject", ["Re: [Ticket#{}] Printer", "TICKET#{}", "[#{}]", "about #{} please"])
def test_the_number_in_the_subject_finds_the_ticket(mailroom: Desk, subject: str) -> None:
    first = accepted(mailroom, letter())
    assert accepted(mailroom, letter(subject=subject.format(first.number))).ticket_id == first.ticket_id


def test_a_bare_number_does_not(mailroom: Desk) -> None:
    first = accepted(mailroom, letter())
    assert accepted(mailroom, letter(subject=f"about {first.number}")).ticket_id != first.ticket_id


def test_a_subject_of_nothing_but_numbers_is_looked_at_in_part() -> None:
    assert len(numbers_in(" ".join(f"#{number}" for number in range(10_000)), "Ticket#")) == 10


def test_a_hook_may_be_anything() -> None:
    assert numbers_in("a (+(123 b", "(+(") == ["123"]


def test_replies_know_what_they_answer(mailroom: Desk) -> None:
    raw = letter()
    first = accepted(mailroom, raw)
    second = accepted(mailroom, letter(In_Reply_To=id_of(raw)))
    third = accepted(mailroom, letter(subject=f"#{first.number}"))
    assert article(mailroom, second).parent_id == first.article_id
    assert article(mailroom, third).parent_id == second.article_id


def test_a_signed_id_goes_before_all_others(mailroom: Desk) -> None:
    one, other = letter(), letter()
    first, second = accepted(mailroom, one), accepted(mailroom, other)
    with mailroom.work() as work:
        ours = f"<{new_message_id(work, first.ticket_id or 0, first.article_id or 0, TO_CUSTOMER)}>"
    reply = letter(subject=f"#{second.number}", In_Reply_To=id_of(other), References=ours)
    assert accepted(mailroom, reply).ticket_id == first.ticket_id


def test_an_answer_to_ours_is_confirmed_and_one_to_their_own_mail_is_not(mailroom: Desk) -> None:
    raw = letter()
    first = accepted(mailroom, raw)
    accepted(mailroom, letter(In_Reply_To=id_of(raw)))
    assert subjects(mailroom, first.ticket_id) == [AUTO_REPLY]
    accepted(mailroom, letter(subject=f"#{first.number}"))
    assert subjects(mailroom, first.ticket_id) == [AUTO_REPLY, AUTO_FOLLOW_UP]


def test_a_collaborator_takes_part(mailroom: Desk) -> None:
    first = accepted(mailroom, letter())
    with mailroom.work() as work:
        cato = find_customer_user(work, "c3@globex.example")
        assert cato
        add_collaborators(work, first.ticket_id or 0, [cato.id])
    reply = accepted(mailroom, letter("Cato <c3@globex.example>", f"#{first.number}"))
    assert reply.ticket_id == first.ticket_id
    assert len(articles(mailroom, first.ticket_id)) == 2


def test_addresses_are_the_same_in_any_case(mailroom: Desk) -> None:
    first = accepted(mailroom, letter())
    assert accepted(mailroom, letter("C1@ACME.example", f"#{first.number}")).ticket_id == first.ticket_id


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Yes.\n> Ref-Mid: <a@b>\n", ["a@b"]),
        ("Ref-Mid: a@b\n\n", ["a@b"]),
        ("Ref-Mid: a@b and more\n", []),
        ("Ref-Mid: \n", []),
        ("Ref-Mid: a@b\n" + "x" * 2000, []),
    ],
)
def test_an_id_at_the_end_of_the_text_counts(body: str, found: list[str]) -> None:
    assert answered_ids(parse_mail(f"From: a@b.example\n\n{body}".encode())) == found


def test_an_id_in_a_class_of_the_html_counts() -> None:
    raw = b'From: a@b.example\nContent-Type: text/html\n\n<p>Yes</p><div class="mid-a@b">quoted</div>'
    assert answered_ids(parse_mail(raw)) == ["a@b"]


def test_the_last_reference_goes_before_the_first() -> None:
    raw = b"From: a@b.example\nIn-Reply-To: <i@x>\nReferences: <r1@x> <r2@x> <i@x>\n\nx"
    assert answered_ids(parse_mail(raw)) == ["i@x", "r2@x", "r1@x"]


class TestAsOriginal:
    """What keys and mailboxes get that ask for osTicket's own rules."""

    def test_anybody_who_knows_an_id_gets_in_and_is_named(self, mailroom: Desk) -> None:
        raw = letter()
        first = accepted(mailroom, raw)
        reply = accepted(mailroom, letter("Eve <eve@x.example>", In_Reply_To=id_of(raw)), as_original=True)
        assert reply.ticket_id == first.ticket_id
        assert article(mailroom, reply).body.startswith("Received From: ")

    def test_a_number_still_needs_a_participant(self, mailroom: Desk) -> None:
        first = accepted(mailroom, letter())
        reply = accepted(mailroom, letter("Eve <eve@x.example>", f"#{first.number}"), as_original=True)
        assert reply.ticket_id != first.ticket_id

    def test_an_answer_to_an_alert_is_a_note_of_the_agent_with_the_address(self, mailroom: Desk) -> None:
        first = accepted(mailroom, letter())
        with mailroom.work() as work:
            alert = f"<{new_message_id(work, first.ticket_id or 0, first.article_id or 0, TO_AGENT, person_id=2)}>"
        by_bo = accepted(mailroom, letter("Bo <agent2@desk.example>", In_Reply_To=alert), as_original=True)
        by_nobody = accepted(mailroom, letter("X <x@x.example>", In_Reply_To=alert), as_original=True)
        by_customer = accepted(mailroom, letter("Cato <c3@globex.example>", In_Reply_To=alert), as_original=True)
        assert [article(mailroom, one).create_by for one in (by_bo, by_nobody, by_customer)] == [3, 2, 1]
        later = accepted(mailroom, letter("Cato <c3@globex.example>", f"#{first.number}"))
        assert later.ticket_id == first.ticket_id

    def test_who_holds_an_answer_to_the_customer_is_one(self, mailroom: Desk) -> None:
        first = accepted(mailroom, letter(CORA))
        with mailroom.work() as work:
            ours = f"<{new_message_id(work, first.ticket_id or 0, first.article_id or 0, TO_CUSTOMER)}>"
        reply = accepted(mailroom, letter("X <x@x.example>", In_Reply_To=ours), as_original=True)
        assert article(mailroom, reply).body == "It does not print."
