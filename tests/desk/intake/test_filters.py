"""Bans and ticket filters."""

from typing import Any

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.intake.models import SystemLog
from polydesk.desk.intake.submission import Denied, Participant, Wish
from polydesk.desk.intake.system_log import log_refusal
from tests.desk.intake.submissions import articles, mails, new_address, notes_of, refused, submitted
from tests.world.tickets import configured


@pytest.mark.parametrize("address", ["banned@example.net", "Banned@Example.NET", " banned@example.net "])
def test_banned_people_are_turned_away(intake: Desk, address: str) -> None:
    error = refused(intake, {"email": address})
    assert isinstance(error, Denied)
    rest = "\n\nThis help desk is for use by authorized users only"
    assert error.errors == (("denied", f"Ticket denied: {address}{rest}"),)


def test_a_rejection_comes_before_what_is_missing(intake: Desk) -> None:
    assert isinstance(refused(intake, {"subject": "You won the LOTTERY"}, text=None), Denied)


def test_a_rejection_leaves_nothing_but_a_line_in_the_log(intake: Desk) -> None:
    email = new_address()
    error = refused(intake, {"email": email, "subject": "lottery"})
    with intake.work() as work:
        log_refusal(work, error)
    with intake.look() as look:
        newest = look.connection.execute(select(SystemLog.__table__).order_by(SystemLog.id.desc())).first()
    assert newest
    assert (newest.level, newest.title) == ("Warning", "Ticket denied")
    assert newest.text == f'Ticket rejected ({email}) by filter "Lottery spam"'


def test_a_filter_routes(intake: Desk) -> None:
    ticket = submitted(intake, {"subject": "Invoice 1"}, wish=Wish(priority_id=2))
    assert (ticket.queue_id, ticket.priority_id, ticket.sla_id) == (4, 5, 2)
    assert mails(intake, ticket.id) == {("admin@example.org", "New Ticket Alert")}
    edited = notes_of(intake, ticket.id, "TicketFilter")
    assert edited == ["%%TicketFilter%%Invoices to billing%%dept", "%%TicketFilter%%Invoices to billing%%pri"]


def test_a_priority_the_sender_chose_beats_the_filter_s(intake: Desk) -> None:
    assert submitted(intake, {"subject": "Invoice 1", "priority": 1}).priority_id == 2


def test_a_canned_response_takes_the_place_of_the_auto_response(intake: Desk) -> None:
    email = new_address()
    ticket = submitted(intake, {"email": email, "subject": "Is there an outage?"})
    assert (ticket.queue_id, ticket.help_topic_id) == (3, 10)
    assert (email, f"Re: Is there an outage? [#{ticket.number}]") in mails(intake, ticket.id)
    _message, reply = articles(intake, ticket.id)
    assert reply.body == f"We know about the outage, #{ticket.number}."


def test_a_filter_can_send_mail_of_its_own(desk: Desk) -> None:
    rule = {"what": "field.20", "how": "contains", "value": "fire"}
    told = {"events": ["filter:Fire"], "recipients": ["brigade@example.net"], "conditions": {}}
    configured(
        desk,
        ticket_filters=[{"name": "Fire", "rules": [rule], "actions": [{"type": "email"}]}],
        notifications=[{"name": "Fire brigade", "subject": "It burns", **told}],
    )
    ticket = submitted(desk, {"subject": "Fire in the hall"}, alert=False)
    assert mails(desk, ticket.id) == {("brigade@example.net", "It burns")}
    assert mails(desk, submitted(desk, alert=False).id) == set()


def test_all_rules_must_hold_where_the_filter_says_so(intake: Desk) -> None:
    one, both = {"subject": "Come onsite"}, {"subject": "Come onsite", "email": new_address("vip.example.net")}
    assert submitted(intake, one).team_id is None
    ticket = submitted(intake, both)
    assert (ticket.owner_id, ticket.team_id, ticket.sla_id) == (3, 2, 2)


@pytest.mark.parametrize(("channel", "is_denied"), [("Web", True), ("API", False)])
def test_a_filter_is_for_its_channel(intake: Desk, channel: Any, is_denied: bool) -> None:
    if is_denied:
        refused(intake, {"subject": "webonly"}, channel=channel, topic_id=1)
    else:
        submitted(intake, {"subject": "webonly"}, channel=channel)


def test_the_reply_address_can_stand_for_the_sender(intake: Desk) -> None:
    real = Participant(email=new_address(), name="Real Person")
    properties: dict[str, Any] = {"channel": "Email", "source": "Email", "reply_to": real}
    assert submitted(intake, {"email": "form@robot.example.net"}, **properties).customer_user == real.email
    banned = {**properties, "reply_to": Participant(email="banned@example.net")}
    refused(intake, {"email": "form@robot.example.net"}, **banned)


def test_strangers_mail_can_be_unwanted(desk: Desk) -> None:
    configured(
        desk,
        settings={"osTicket::accept_unregistered_email": False},
        companies=[{"customer_id": "acme", "name": "Acme", "domains": ["acme.example.net"]}],
    )
    mail: dict[str, Any] = {"channel": "Email", "source": "Email"}
    assert isinstance(refused(desk, **mail), Denied)
    submitted(desk, {"email": new_address("acme.example.net")}, **mail)
    submitted(desk)


@pytest.mark.parametrize(
    ("how", "value", "subject", "is_matched"),
    [
        ("equal", "HELLO", "Hello", True),
        ("not_equal", "hello", "Hello", False),
        ("dn_contain", "x", "Hello", True),
        ("match", "/^h.llo$/i", "Hello", True),
        ("match", "/^h.llo$/", "Hello", False),
        ("not_match", "/x/", "Hello", True),
        ("match", "/a.*b.*c$/", "ab" * 20_000, False),
    ],
)
def test_rules_compare(desk: Desk, how: str, value: str, subject: str, is_matched: bool) -> None:
    rule = {"what": "field.20", "how": how, "value": value}
    rejecting = {"name": "f", "rules": [rule], "actions": [{"type": "reject"}]}
    configured(desk, ticket_filters=[rejecting])
    if is_matched:
        refused(desk, {"subject": subject})
    else:
        submitted(desk, {"subject": subject})
