"""Class A8: getting into somebody else's ticket by In-Reply-To, References, a subject token, or a forged agent."""

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.sending.message_ids import TO_AGENT, TO_CUSTOMER, new_message_id
from polydesk.desk.tickets.delete import delete_ticket
from polydesk.desk.tickets.models import SENDER_AGENT
from polydesk.mail.accept import Outcome
from tests.mail.post import CORA, EVE, accepted, article, articles, id_of, letter, linked, sent, steps
from tests.world.cast import ROOT
from tests.world.tickets import configured

AGENT = "Ada Agent <agent1@desk.example>"


def a_ticket(desk: Desk) -> tuple[Outcome, str]:
    """Cora's, and the Message-ID of her mail."""
    raw = letter()
    return accepted(desk, raw), id_of(raw)


def signed(desk: Desk, of: Outcome, kind: str = TO_CUSTOMER) -> str:
    with desk.work() as work:
        return f"<{new_message_id(work, of.ticket_id or 0, of.article_id or 0, kind)}>"


@pytest.mark.parametrize("header", ["In_Reply_To", "References"])
def test_a_known_message_id_does_not_let_a_stranger_in(mailroom: Desk, header: str) -> None:
    first, message_id = a_ticket(mailroom)
    theirs = accepted(mailroom, letter(EVE, **{header: message_id}))
    assert theirs.ticket_id != first.ticket_id
    assert len(articles(mailroom, first.ticket_id)) == 1


@pytest.mark.parametrize("subject", ["Re: [Ticket#{}]", "Re: [#{}]", "about #{}", "ticket#{}"])
def test_a_ticket_number_does_not_let_a_stranger_in(mailroom: Desk, subject: str) -> None:
    first, _ = a_ticket(mailroom)
    theirs = accepted(mailroom, letter(EVE, subject.format(first.number)))
    assert theirs.ticket_id != first.ticket_id


def test_the_new_ticket_says_what_it_claims_to_belong_to(mailroom: Desk) -> None:
    first, _ = a_ticket(mailroom)
    theirs = accepted(mailroom, letter(EVE, f"[Ticket#{first.number}]"))
    assert linked(mailroom, first.ticket_id, theirs.ticket_id)
    note = articles(mailroom, theirs.ticket_id)[-1]
    assert first.number in note.body
    assert not note.visible


def test_the_stranger_hears_nothing_of_the_ticket_they_claimed(mailroom: Desk) -> None:
    first, _ = a_ticket(mailroom)
    theirs = accepted(mailroom, letter(EVE, f"[Ticket#{first.number}]"))
    assert all(first.number not in mail.subject for mail in sent(mailroom, theirs.ticket_id))


def test_the_customer_gets_in_by_either(mailroom: Desk) -> None:
    first, message_id = a_ticket(mailroom)
    for raw in (letter(In_Reply_To=message_id), letter(subject=f"[#{first.number}]")):
        assert accepted(mailroom, raw).ticket_id == first.ticket_id


@pytest.mark.parametrize(("old", "new"), [("-u0-", "-s0-"), ("@", "0@"), ("0@", "@"), ("pd-", "pd-1")])
def test_an_altered_id_of_ours_is_worth_nothing(mailroom: Desk, old: str, new: str) -> None:
    first, _ = a_ticket(mailroom)
    forged = signed(mailroom, first).replace(old, new) if old != "0@" else signed(mailroom, first)[:-30] + "@x>"
    assert accepted(mailroom, letter(EVE, In_Reply_To=forged)).ticket_id != first.ticket_id


def test_who_holds_an_answer_of_ours_may_reply_under_their_own_name(mailroom: Desk) -> None:
    first, _ = a_ticket(mailroom)
    reply = accepted(mailroom, letter("Carl <carl@acme.example>", In_Reply_To=signed(mailroom, first)))
    assert reply.ticket_id == first.ticket_id
    theirs = article(mailroom, reply)
    assert theirs.body.startswith('Received From: "Carl" <carl@acme.example>')
    assert "carl@acme.example" in theirs.sender


def test_an_answer_to_what_only_agents_got_stays_hidden(mailroom: Desk) -> None:
    first, _ = a_ticket(mailroom)
    reply = accepted(mailroom, letter(EVE, In_Reply_To=signed(mailroom, first, TO_AGENT)))
    assert reply.ticket_id == first.ticket_id
    assert not article(mailroom, reply).visible


@pytest.mark.parametrize("by", ["number", "signed id"])
def test_a_mail_with_an_agents_address_acts_as_no_agent(mailroom: Desk, by: str) -> None:
    first, _ = a_ticket(mailroom)
    named = {"In_Reply_To": signed(mailroom, first, TO_AGENT)} if by == "signed id" else {}
    forged = accepted(mailroom, letter(AGENT, f"#{first.number}", **named))
    theirs = article(mailroom, forged)
    assert theirs.sender_type_id != SENDER_AGENT
    assert theirs.create_by == 1
    assert forged.ticket_id != first.ticket_id or not theirs.visible


def test_an_agent_our_own_server_vouches_for_adds_a_note(post: Desk) -> None:
    configured(post, settings={"Postmaster::AuthservIDs": ["mx.desk.example"]})
    first, _ = a_ticket(post)
    proof = "mx.desk.example; dkim=pass header.d=desk.example; spf=pass"
    note = accepted(post, letter(AGENT, f"#{first.number}", Authentication_Results=proof))
    theirs = article(post, note)
    assert (note.ticket_id, theirs.sender_type_id, theirs.create_by) == (first.ticket_id, SENDER_AGENT, 2)
    assert not theirs.visible


@pytest.mark.parametrize(
    "proof",
    [
        "mx.evil.example; dkim=pass header.d=desk.example",
        "mx.desk.example; dkim=pass header.d=evil.example",
        "mx.desk.example; dkim=fail header.d=desk.example",
        "mx.desk.example; dkim=pass header.d=example",
        "mx.desk.example; dmarc=pass header.from=evil.example",
        "mx.desk.example; spf=pass smtp.mailfrom=desk.example",
        "",
    ],
)
def test_nothing_else_counts_as_proof(post: Desk, proof: str) -> None:
    configured(post, settings={"Postmaster::AuthservIDs": ["mx.desk.example"]})
    first, _ = a_ticket(post)
    assert accepted(post, letter(AGENT, f"#{first.number}", Authentication_Results=proof)).ticket_id != first.ticket_id


def test_somebody_elses_message_id_does_not_make_a_mail_a_copy(mailroom: Desk) -> None:
    """Else whoever guesses the id of a mail to come could have it swallowed."""
    _, message_id = a_ticket(mailroom)
    theirs = accepted(mailroom, letter(EVE, Message_ID=message_id))
    assert theirs.reason == ""
    assert "read as a mail of its own" in steps(mailroom, theirs)["copy"]


def test_a_deleted_ticket_takes_no_answers(mailroom: Desk) -> None:
    first, message_id = a_ticket(mailroom)
    with mailroom.work(ROOT) as work:
        delete_ticket(work, first.ticket_id or 0)
    again = accepted(
        mailroom, letter(CORA, f"#{first.number}", In_Reply_To=message_id, References=signed(mailroom, first))
    )
    assert again.ticket_id != first.ticket_id
