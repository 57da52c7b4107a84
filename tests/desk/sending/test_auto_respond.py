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
