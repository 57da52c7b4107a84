"""The queue of outgoing mail: who is tried when, what may be sent again, and what is forgotten."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from polydesk.desk.desk import Desk
from polydesk.desk.sending.content import Content
from polydesk.desk.sending.expire_mail import expire_mail
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.sending.outgoing import (
    claim_due,
    give_up,
    mark_sent,
    note_bounce,
    pause_after,
    put_back,
    resume,
    send_again,
    try_later,
)
from polydesk.desk.sending.queue_mail import NewMail, queue_mail
from polydesk.desk.sending.registry import MailAddress
from polydesk.kernel.errors import Conflict, NotFound
from tests.world.tickets import at, configured, opened

MAIL = OutgoingMail.metadata.tables["outgoing_mail"]


def queued(desk: Desk, number: int = 1, ticket_id: int | None = None) -> int:
    configured(desk, settings={"SendmailModule": "SMTP"})
    content = Content(sender=MailAddress("", "desk@kiwi.test"), to=(), text="")
    new = NewMail(
        recipient="kim@kiwi.test",
        kind="reply",
        subject="S",
        message_id=f"m{number}@desk",
        content=content,
        ticket_id=ticket_id,
    )
    with desk.work() as work:
        return queue_mail(work, new)


def state(desk: Desk, mail_id: int) -> tuple[str, int]:
    with desk.look() as look:
        row = look.connection.execute(select(MAIL).where(MAIL.c.id == mail_id)).one()
    return row.state, row.attempts


def claimed(desk: Desk) -> list[int]:
    with desk.work() as work:
        return [parcel.id for parcel in claim_due(work, 10)]


def test_what_was_claimed_is_nobody_elses(world: Desk) -> None:
    mail_id = queued(world)
    assert (claimed(world), claimed(world)) == ([mail_id], [])
    assert state(world, mail_id) == ("sending", 1)


def test_a_mail_is_given_up_after_so_many_tries(world: Desk) -> None:
    configured(world, settings={"MailQueue::ItemMaxAttempts": 2})
    mail_id = queued(world)
    for expected in (("queued", 1), ("failed", 2)):
        with world.work() as work:
            work.connection.execute(update(MAIL).values(next_try_at=work.now))
        claimed(world)
        with world.work() as work:
            try_later(work, {mail_id: "busy\0"})
        assert state(world, mail_id) == expected


def test_a_mail_that_kills_its_sender_is_given_up_in_the_end(world: Desk) -> None:
    configured(world, settings={"MailQueue::ItemMaxAttempts": 2})
    mail_id = queued(world)
    for expected in (("queued", 1), ("failed", 2)):
        claimed(world)
        with world.work() as work:
            resume(work, [mail_id])
        assert state(world, mail_id) == expected


def test_a_try_no_server_heard_of_does_not_count(world: Desk) -> None:
    mail_id = queued(world)
    claimed(world)
    with world.work() as work:
        put_back(work, [mail_id], error="no server")
    assert state(world, mail_id) == ("queued", 0)


def test_pauses_grow_to_four_hours() -> None:
    assert [pause_after(number).total_seconds() for number in (0, 1, 2, 3, 10, 999)] == [30, 30, 60, 120, 14400, 14400]


def test_what_a_server_took_is_not_sent_again(world: Desk) -> None:
    sent, refused = queued(world, 1), queued(world, 2)
    claimed(world)
    with world.work() as work:
        mark_sent(work, [sent])
        give_up(work, {refused: "no"})
        send_again(work, refused)
    assert state(world, refused) == ("queued", 0)
    with pytest.raises(Conflict), world.work() as work:
        send_again(work, sent)
    with pytest.raises(NotFound), world.work() as work:
        send_again(work, 999)


def test_a_bounce_marks_the_mail_of_its_ticket_only(world: Desk) -> None:
    mine, other = opened(world), opened(world)
    mail_id, elsewhere = queued(world, 1, mine), queued(world, 2, other)
    with world.work() as work:
        assert note_bounce(work, mine, "m1@desk", "unknown user") == 1
        assert note_bounce(work, mine, "m2@desk", "unknown user") == 0
    assert (state(world, mail_id)[0], state(world, elsewhere)[0]) == ("failed", "queued")


def test_done_mail_is_forgotten_after_a_while_and_waiting_mail_is_not(world: Desk) -> None:
    done, waiting = queued(world, 1), queued(world, 2)
    with world.work() as work:
        work.connection.execute(update(MAIL).where(MAIL.c.id == done).values(state="sent"))
        later = work.now + timedelta(days=91)
    expire_mail(world)
    assert state(world, done)[0] == "sent"
    expire_mail(at(world, later))
    assert state(world, waiting)[0] == "queued"
    with world.look() as look:
        assert list(look.connection.execute(select(MAIL.c.id)).scalars()) == [waiting]


def test_what_somebody_is_about_to_send_is_not_queued_once_more(world: Desk) -> None:
    mail_id = queued(world)

    def again() -> None:
        with world.work() as work:
            send_again(work, mail_id)

    with ThreadPoolExecutor(1) as threads:
        with world.work() as work:
            claim_due(work, 10)
            sending = threads.submit(again)
            time.sleep(0.1)  # it may be waiting for the mail by now; where it is not, this proves nothing
        with pytest.raises(Conflict):
            sending.result()
    assert state(world, mail_id) == ("sending", 1)
