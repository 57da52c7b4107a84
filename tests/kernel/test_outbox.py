from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from polydesk.kernel import outbox
from polydesk.kernel.db import Database
from tests.kernel.bare_desk import BareDesk, bare_desk


@pytest.fixture
def desk(migrated: Database) -> BareDesk:
    desk = bare_desk(migrated)
    with desk.work() as work:
        outbox.post(work, "mail", {"number": 1})
        outbox.post(work, "mail", {"number": 2})
    return desk


@pytest.fixture
def connection(desk: BareDesk) -> Iterator[Connection]:
    with desk.database.writing() as connection:
        yield connection


def test_what_is_posted_in_a_work_that_rolls_back_is_gone(migrated: Database) -> None:
    desk = bare_desk(migrated)
    with pytest.raises(ZeroDivisionError), desk.work() as work:
        outbox.post(work, "mail", {})
        raise ZeroDivisionError
    with migrated.reading() as connection:
        assert outbox.waiting(connection) == 0


def test_a_row_carries_what_was_posted(desk: BareDesk, connection: Connection) -> None:
    row = outbox.find_row(connection, outbox.claim_due(connection, desk.now, 1)[0])
    assert row is not None
    assert (row.listener, row.payload, row.create_time) == ("mail", {"number": 1}, desk.now)


def test_a_row_is_handed_out_once(desk: BareDesk, connection: Connection) -> None:
    first = outbox.claim_due(connection, desk.now, 1)
    second = outbox.claim_due(connection, desk.now, 10)
    assert len(first) == len(second) == 1
    assert first != second
    assert not outbox.is_anything_due(connection, desk.now)


def test_a_row_that_got_lost_is_due_again_after_five_minutes(desk: BareDesk, connection: Connection) -> None:
    taken = outbox.claim_due(connection, desk.now, 10)
    assert outbox.claim_due(connection, desk.later(minutes=4.9), 10) == []
    assert outbox.is_anything_due(connection, desk.later(minutes=5))
    assert outbox.claim_due(connection, desk.later(minutes=5), 10) == taken


def test_done_rows_vanish(desk: BareDesk, connection: Connection) -> None:
    for outbox_id in outbox.claim_due(connection, desk.now, 10):
        outbox.done(connection, outbox_id)
    assert outbox.waiting(connection) == 0


def test_a_failed_row_waits_ten_seconds_and_keeps_its_error(desk: BareDesk, connection: Connection) -> None:
    outbox_id = outbox.claim_due(connection, desk.now, 1)[0]
    outbox.failed(connection, outbox_id, "no\0 route", desk.now)
    row = outbox.find_row(connection, outbox_id)
    assert row is not None
    assert row.error == "no route"
    assert outbox_id not in outbox.claim_due(connection, desk.later(seconds=9), 10)
    assert outbox.claim_due(connection, desk.later(seconds=10), 10) == [outbox_id]


def test_pauses_double_up_to_an_hour() -> None:
    seconds = [outbox.pause_after(attempts).total_seconds() for attempts in (1, 2, 3, 9, 10, 10**9)]
    assert seconds == [10, 20, 40, 2560, 3600, 3600]


def test_the_oldest_row_has_an_age(desk: BareDesk, connection: Connection) -> None:
    assert outbox.waiting(connection) == 2
    assert outbox.oldest_age(connection, desk.later(hours=1)) == timedelta(hours=1)


def test_an_empty_outbox_has_no_age(migrated: Database) -> None:
    desk = bare_desk(migrated)
    with migrated.reading() as connection:
        assert outbox.oldest_age(connection, desk.now) == timedelta()


def test_an_id_is_not_used_again(desk: BareDesk, connection: Connection) -> None:
    done = outbox.claim_due(connection, desk.now, 10)
    for outbox_id in done:
        outbox.done(connection, outbox_id)
    row = {"listener": "mail", "payload": {}, "create_time": desk.now, "next_try_at": desk.now}
    connection.execute(outbox.outbox.insert().values(attempts=0, error="", **row))
    assert outbox.claim_due(connection, desk.now, 1)[0] > max(done)
