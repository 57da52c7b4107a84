"""Queued mail reaches a real server, once; what a server refuses is kept with its reason."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from polydesk.desk.desk import Desk
from polydesk.desk.sending.content import Content
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.sending.queue_mail import NewMail, queue_mail
from polydesk.desk.sending.registry import MailAddress
from polydesk.mail.sending.journal import Journal
from polydesk.mail.sending.postman import Postman
from tests.conftest import Place
from tests.mail.sending.smtp_server import Received, free_port, smtp_server
from tests.world.tickets import configured

DESK, KIM = MailAddress("Help desk", "desk@kiwi.test"), MailAddress("Kim Doe", "kim@kiwi.test")
NEVER = threading.Event()
MAIL = OutgoingMail.metadata.tables["outgoing_mail"]


@pytest.fixture
def server() -> Iterator[tuple[Received, int]]:
    with smtp_server() as running:
        yield running


def configure(desk: Desk, port: int, **settings: Any) -> None:
    route = {"SendmailModule": "SMTP", "SendmailModule::Host": "127.0.0.1", "SendmailModule::Port": port}
    configured(desk, settings={**route, **settings})


def queued(desk: Desk, number: int = 1, *, recipient: str = KIM.email) -> int:
    content = Content(sender=DESK, to=(KIM,), text=f"Text {number}\n")
    with desk.work() as work:
        return queue_mail(
            work,
            NewMail(
                recipient=recipient,
                kind="reply",
                subject=f"Mail {number}",
                message_id=f"m{number}@desk.test",
                content=content,
                envelope_sender=DESK.email,
            ),
        )


def stored(desk: Desk) -> list[Any]:
    with desk.look() as look:
        return list(look.connection.execute(select(MAIL).order_by(MAIL.c.id)))


def sent_by(desk: Desk, data: Path) -> None:
    postman = Postman(desk, data)
    postman.step(NEVER)
    postman.close()


def test_a_queued_mail_is_sent_once(world: Desk, world_place: Place, server: tuple[Received, int]) -> None:
    received, port = server
    configure(world, port)
    queued(world)
    sent_by(world, world_place.data)
    sent_by(world, world_place.data)
    [envelope], [message] = received.envelopes, received.messages
    assert (envelope.mail_from, envelope.rcpt_tos) == (DESK.email, [KIM.email])
    assert (message["Subject"], message["To"], message["Message-ID"]) == (
        "Mail 1",
        "Kim Doe <kim@kiwi.test>",
        "<m1@desk.test>",
    )
    assert message.get_content().splitlines() == ["Text 1"]
    [row] = stored(world)
    assert (row.state, row.attempts, row.error) == ("sent", 1, "")
    assert row.sent_at


def test_a_refusal_for_good_is_kept_and_one_for_now_is_tried_again(
    world: Desk, world_place: Place, server: tuple[Received, int]
) -> None:
    received, port = server
    configure(world, port)
    received.refusals = {"gone@kiwi.test": "550 no such person", "busy@kiwi.test": "450 come back"}
    for number, recipient in enumerate(["gone@kiwi.test", "busy@kiwi.test", KIM.email]):
        queued(world, number, recipient=recipient)
    sent_by(world, world_place.data)
    gone, busy, fine = stored(world)
    assert (gone.state, gone.error) == ("failed", "550 no such person")
    assert (busy.state, busy.error, busy.attempts) == ("queued", "450 come back", 1)
    assert busy.next_try_at > busy.create_time
    assert fine.state == "sent"
    received.refusals = {}
    with world.work() as work:
        work.connection.execute(update(MAIL).where(MAIL.c.id == busy.id).values(next_try_at=busy.create_time))
    sent_by(world, world_place.data)
    assert [row.state for row in stored(world)] == ["failed", "sent", "sent"]


def test_mail_waits_for_a_server_that_is_away_without_losing_a_try(world: Desk, world_place: Place) -> None:
    configure(world, free_port())
    queued(world)
    sent_by(world, world_place.data)
    [row] = stored(world)
    assert (row.state, row.attempts) == ("queued", 0)
    assert "Connection refused" in row.error


def test_without_a_way_of_sending_mail_is_held(world: Desk, world_place: Place) -> None:
    queued(world)
    sent_by(world, world_place.data)
    assert [row.state for row in stored(world)] == ["held"]


def test_after_a_crash_the_journal_says_what_a_server_has(
    world: Desk, world_place: Place, server: tuple[Received, int]
) -> None:
    received, port = server
    configure(world, port)
    taken, lost = queued(world, 1), queued(world, 2)
    with world.work() as work:
        work.connection.execute(update(MAIL).values(state="sending", attempts=1))
    postman = Postman(world, world_place.data)
    Journal(world_place.data / "mail" / "accepted.journal").note(taken, "m1@desk.test")
    postman.step(NEVER)
    postman.close()
    assert [str(one["Message-ID"]) for one in received.messages] == ["<m2@desk.test>"]
    assert {row.id: row.state for row in stored(world)} == {taken: "sent", lost: "sent"}


def test_one_sends_while_the_others_wait(world: Desk, world_place: Place, server: tuple[Received, int]) -> None:
    received, port = server
    configure(world, port)
    queued(world, 1)
    first, second = Postman(world, world_place.data), Postman(world, world_place.data)
    first.step(NEVER)
    queued(world, 2)
    second.step(NEVER)
    assert len(received.envelopes) == 1
    first.close()
    second.step(NEVER)
    second.close()
    assert len(received.envelopes) == 2
