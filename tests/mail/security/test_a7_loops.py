"""Class A7: loops, bounces and answers of machines (RFC 3834, RFC 3464)."""

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.sending.message_ids import TO_CUSTOMER, new_message_id
from polydesk.desk.tickets.models import SENDER_SYSTEM
from polydesk.desk.tickets.set_state import set_state
from polydesk.mail.accept import Outcome
from tests.mail.post import (
    AUTO_FOLLOW_UP,
    AUTO_REPLY,
    CORA,
    OURS,
    accepted,
    article,
    articles,
    letter,
    sent,
    state_of,
    subjects,
    take,
)
from tests.world.tickets import STATES

AUTOMATIC = [
    {"Auto_Submitted": "auto-replied"},
    {"Auto_Submitted": "auto-generated (rejected)"},
    {"Auto_Submitted": "auto-notified"},
    {"Precedence": "bulk"},
    {"Precedence": "list"},
    {"Precedence": "junk"},
    {"X_Precedence": "auto_reply"},
    {"X_Autoreply": "yes"},
    {"X_Autorespond": "anything"},
    {"X_Auto_Response_Suppress": "All"},
    {"X_Auto_Response_Suppress": "DR, OOF, AutoReply"},
    {"List_Id": "<friends.acme.example>"},
    {"List_Unsubscribe": "<mailto:off@acme.example>"},
    {"X_OTRS_Loop": "yes"},
    {"X_Loop": "somebody"},
    {"Return_Path": "<>"},
    {"X_Failed_Recipients": "z@acme.example"},
]


def our_id(desk: Desk, of: Outcome) -> str:
    with desk.work() as work:
        return f"<{new_message_id(work, of.ticket_id or 0, of.article_id or 0, TO_CUSTOMER)}>"


def test_a_person_is_answered(mailroom: Desk) -> None:
    assert subjects(mailroom, accepted(mailroom, letter()).ticket_id) == [AUTO_REPLY]


@pytest.mark.parametrize("headers", AUTOMATIC, ids=lambda headers: ",".join(f"{k}:{v}" for k, v in headers.items()))
def test_a_machine_is_not(mailroom: Desk, headers: dict[str, str]) -> None:
    assert sent(mailroom, accepted(mailroom, letter(**headers)).ticket_id) == []


@pytest.mark.parametrize("sender", ["MAILER-DAEMON@acme.example", "Postmaster <postmaster@acme.example>", OURS])
def test_nor_is_a_mail_server_or_ourselves(mailroom: Desk, sender: str) -> None:
    assert sent(mailroom, accepted(mailroom, letter(sender)).ticket_id) == []


def test_nothing_is_sent_to_an_empty_envelope_sender(mailroom: Desk) -> None:
    assert sent(mailroom, accepted(mailroom, letter(), envelope_from="").ticket_id) == []


def test_auto_submitted_no_is_a_person(mailroom: Desk) -> None:
    assert sent(mailroom, accepted(mailroom, letter(Auto_Submitted="no")).ticket_id)


def test_a_machines_reply_is_kept_but_neither_confirmed_nor_does_it_open(mailroom: Desk) -> None:
    first = accepted(mailroom, letter())
    with mailroom.work() as work:
        set_state(work, first.ticket_id or 0, STATES["closed successful"])
    before = subjects(mailroom, first.ticket_id)
    away = accepted(mailroom, letter(subject=f"Away: #{first.number}", Auto_Submitted="auto-replied"))
    assert away.ticket_id == first.ticket_id
    assert state_of(mailroom, first) == STATES["closed successful"]
    assert AUTO_FOLLOW_UP not in subjects(mailroom, first.ticket_id)[len(before) :]


def test_our_own_mail_coming_back_adds_nothing(mailroom: Desk) -> None:
    first = accepted(mailroom, letter())
    again = take(mailroom, letter(OURS, Message_ID=our_id(mailroom, first)))
    assert (again.state, again.number) == ("rejected", first.number)
    assert "loop" in again.reason
    assert len(articles(mailroom, first.ticket_id)) == 1


def test_a_copy_by_another_way_adds_nothing(mailroom: Desk) -> None:
    raw = letter()
    first, second = accepted(mailroom, raw), accepted(mailroom, b"Received: by another\r\n" + raw)
    assert (second.ticket_id, second.article_id) == (first.ticket_id, first.article_id)
    assert len(articles(mailroom, first.ticket_id)) == 1


def bounce(original_id: str) -> bytes:
    head = (
        "From: Mail Delivery <MAILER-DAEMON@acme.example>\r\nTo: support@desk.example\r\n"
        f"Subject: Undelivered Mail Returned to Sender\r\nMessage-ID: <b{hash(original_id)}@acme.example>\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="cut"\r\n\r\n'
    )
    parts = (
        "Content-Type: text/plain\r\n\r\nIt could not be delivered.\r\n",
        "Content-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; c1@acme.example\r\nAction: failed\r\n",
        f"Content-Type: message/rfc822\r\n\r\nFrom: {OURS}\r\nMessage-ID: {original_id}\r\n\r\nhello\r\n",
    )
    return (head + "".join(f"--cut\r\n{part}" for part in parts) + "--cut--\r\n").encode()


def test_a_report_about_our_mail_goes_to_its_ticket_unseen_by_the_customer(mailroom: Desk) -> None:
    first = accepted(mailroom, letter())
    mails = len(sent(mailroom, first.ticket_id))
    report = accepted(mailroom, bounce(our_id(mailroom, first)))
    theirs = article(mailroom, report)
    assert report.ticket_id == first.ticket_id
    assert (theirs.visible, theirs.sender_type_id) == (0, SENDER_SYSTEM)
    assert len(sent(mailroom, first.ticket_id)) == mails


def test_the_queue_of_outgoing_mail_shows_what_did_not_arrive(mailroom: Desk) -> None:
    first = accepted(mailroom, letter())
    [answer] = sent(mailroom, first.ticket_id)
    accepted(mailroom, bounce(f"<{answer.message_id}>"))
    [answer] = sent(mailroom, first.ticket_id)
    assert (answer.state, "It could not be delivered." in answer.error) == ("failed", True)


def test_a_report_about_somebody_elses_mail_opens_a_ticket_and_tells_nobody(mailroom: Desk) -> None:
    first = accepted(mailroom, letter())
    report = accepted(mailroom, bounce("<foreign@acme.example>"))
    assert report.ticket_id != first.ticket_id
    assert sent(mailroom, report.ticket_id) == []


def test_our_own_address_cannot_go_on_with_a_ticket(mailroom: Desk) -> None:
    first = accepted(mailroom, letter(CORA))
    assert accepted(mailroom, letter(OURS, f"#{first.number}")).ticket_id != first.ticket_id
