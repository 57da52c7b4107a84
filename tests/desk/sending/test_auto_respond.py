"""What senders are told by themselves, and when they are told nothing."""

from typing import Any

from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.sending.auto_respond import auto_respond
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.tickets.access import load_ticket
from tests.world.tickets import configured, history, opened


def set_up(desk: Desk, **settings: Any) -> None:
    text = {
        "name": "opened",
        "type": "auto reply",
        "subject": "Got it [#%{ticket.number}] <OTRS_TICKET_Title>",
        "text": "Hello %{recipient},\nabout <OTRS_CUSTOMER_SUBJECT[3]>: <OTRS_TICKET_TicketNumber>",
    }
    configured(
        desk,
        auto_responses=[text],
        queues=[{"name": "Sales", "auto_responses": ["opened"]}],
        settings={"SendmailModule": "SMTP", **settings},
    )


def respond(
    desk: Desk, ticket_id: int, *, email: str = "kim@kiwi.test", name: str = "Kim Doe", **how: Any
) -> int | None:
    with desk.work() as work:
        ticket = load_ticket(work, ticket_id, "ro")
        return auto_respond(work, ticket, "new", article_id=1, to_email=email, to_name=name, **how)


def mails(desk: Desk) -> list[Any]:
    with desk.look() as look:
        return list(look.connection.execute(select(OutgoingMail.__table__).order_by(OutgoingMail.id)))


def test_a_queue_answers_with_its_own_text(world: Desk) -> None:
    set_up(world)
    ticket_id = opened(world, number="4711")
    assert respond(world, ticket_id)
    [mail] = mails(world)
    assert (mail.recipient, mail.subject, mail.state) == ("kim@kiwi.test", "Got it [#4711] ", "queued")
    assert mail.content["text"] == "Hello Kim Doe,\nabout : 4711"
    assert mail.content["headers"]["Auto-Submitted"] == "auto-replied"
    assert history(world, ticket_id)[-1] == ("SendAutoReply", "%%kim@kiwi.test")


def test_nothing_is_quoted_to_an_unproved_address_unless_allowed(world: Desk) -> None:
    set_up(world)
    ticket_id = opened(world, number="4711", title="Buy pills")
    respond(world, ticket_id, name="Pills at https://evil.test")
    [mail] = mails(world)
    shown = f"{mail.subject} {mail.content}"
    assert "pills" not in shown.lower()
    configured(world, settings={"AutoResponse::QuotesSender": True})
    respond(world, ticket_id)
    assert mails(world)[1].subject == "Got it [#4711] Buy pills"


def test_machines_and_the_desk_itself_are_not_answered(world: Desk) -> None:
    set_up(world)
    configured(world, system_addresses=[{"email": "desk@kiwi.test", "name": "Desk"}])
    ticket_id = opened(world)
    assert respond(world, ticket_id, automatic=True) is None
    assert respond(world, ticket_id, email="DESK@kiwi.test ") is None
    assert mails(world) == []


def test_a_queue_without_a_text_does_not_answer(world: Desk) -> None:
    set_up(world)
    assert respond(world, opened(world, queue="Raw")) is None


def test_bounces_of_automatic_mail_go_nowhere(world: Desk) -> None:
    set_up(world)
    respond(world, opened(world))
    assert mails(world)[0].sender == ""


def test_one_ticket_and_one_day_have_their_limits_for_each_address(world: Desk) -> None:
    set_up(world, PostmasterMaxEmails=4, PostmasterMaxEmailsPerTicket=2)
    first, second, third = opened(world), opened(world), opened(world)
    assert [bool(respond(world, first)) for _ in range(3)] == [True, True, False]
    assert history(world, first)[-1] == ("LoopProtection", "%%kim@kiwi.test")
    assert [bool(respond(world, second, email="KIM@kiwi.test")) for _ in range(3)] == [True, True, False]
    assert respond(world, third) is None
    assert respond(world, third, email="zed@zulu.test")


def test_an_address_that_is_none_gets_nothing_and_is_seen(world: Desk) -> None:
    set_up(world)
    respond(world, opened(world), email="=?utf-8?q?a?=@kiwi.test")
    assert mails(world)[0].state == "held"
