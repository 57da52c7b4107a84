"""Class A12: a storm of tickets must not bury the agents in mail, and what is held back for it must not get lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.notifications.sum_up_held import MOST_SUBJECTS, SUMMARY, count_held, sum_up_held
from polydesk.desk.sending.budgets import OVER_BUDGET
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.sending.outgoing import send_again
from polydesk.kernel.work import Work
from tests.world.cast import BO
from tests.world.tickets import NOON, at, configured, history, opened

MOST = 3
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def storm(world: Desk) -> Desk:
    """A desk that tells an agent and the admin of each new ticket, three times an hour."""
    told = {
        "name": "New",
        "events": ["TicketOpened"],
        "recipients": ["agent1@desk.example", "owner", "admin"],
        "subject": "New: <OTRS_TICKET_Title>",
        "text": "T",
    }
    configured(
        world,
        notifications=[told],
        settings={
            "SendmailModule": "SMTP",
            "AdminEmail": "boss@kiwi.test",
            "Notification::MaxEmailsPerHour": MOST,
        },
    )
    return at(world, NOON)


def tickets(desk: Desk, number: int) -> list[int]:
    return [opened(desk, BO, article=None, title=f"Storm {one}") for one in range(number)]


def mails(desk: Desk, recipient: str, *states: str) -> list[Any]:
    table = OutgoingMail.__table__
    rows = select(table).where(table.c.recipient == recipient).order_by(table.c.id)
    with desk.look() as look:
        return [row for row in look.connection.execute(rows) if not states or row.state in states]


@pytest.mark.parametrize("address", ["agent1@desk.example", "boss@kiwi.test"])
def test_a_storm_of_tickets_sends_an_agent_only_so_many_mails_an_hour(storm: Desk, address: str) -> None:
    tickets(storm, 12)
    assert len(mails(storm, address, "queued")) == MOST
    assert {mail.error for mail in mails(storm, address, "held")} == {OVER_BUDGET}
    tickets(at(storm, NOON + HOUR + MINUTE), 5)
    assert len(mails(storm, address, "queued")) == 2 * MOST


def test_what_is_held_is_counted_for_each_address_and_can_still_be_sent(storm: Desk) -> None:
    tickets(storm, 12)
    with storm.look() as look:
        assert [(one.address, one.number) for one in count_held(look)] == [
            ("agent1@desk.example", 9),
            ("boss@kiwi.test", 9),
        ]
    held = mails(storm, "agent1@desk.example", "held")[0]
    with storm.work() as work:
        send_again(work, held.id)
    assert len(mails(storm, "agent1@desk.example", "queued")) == MOST + 1


def test_an_agent_is_told_once_an_hour_how_much_was_held(storm: Desk) -> None:
    tickets(storm, 12)
    for minutes in (5, 10):
        sum_up_held(at(storm, NOON + minutes * MINUTE))
    tickets(at(storm, NOON + 20 * MINUTE), 2)
    sum_up_held(at(storm, NOON + 30 * MINUTE))
    [first] = [mail for mail in mails(storm, "agent1@desk.example") if mail.kind == SUMMARY]
    assert first.subject == "9 notifications were held back"
    assert "New: Storm 11" in first.content["text"]
    assert first.content["headers"]["Auto-Submitted"] == "auto-generated"
    sum_up_held(at(storm, NOON + 2 * HOUR))
    sum_up_held(at(storm, NOON + 4 * HOUR))
    summaries = [mail.subject for mail in mails(storm, "agent1@desk.example") if mail.kind == SUMMARY]
    assert summaries == ["9 notifications were held back", "2 notifications were held back"]


def test_a_summary_that_fails_keeps_no_other_from_being_sent(storm: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    tickets(storm, 12)
    later = at(storm, NOON + MINUTE)
    begin, begun = later.work, []

    @contextmanager
    def breaking() -> Iterator[Work]:
        begun.append(1)
        if len(begun) == 1:
            raise OSError
        with begin() as work:
            yield work

    monkeypatch.setattr(later, "work", breaking)
    sum_up_held(later)
    kinds = [
        [mail.kind for mail in mails(storm, one)].count(SUMMARY) for one in ("agent1@desk.example", "boss@kiwi.test")
    ]
    assert kinds == [0, 1]


def test_a_summary_stays_short_however_long_the_storm(storm: Desk) -> None:
    tickets(storm, MOST_SUBJECTS + MOST + 5)
    sum_up_held(at(storm, NOON + MINUTE))
    [summary] = [mail for mail in mails(storm, "boss@kiwi.test") if mail.kind == SUMMARY]
    assert summary.content["text"].count("\n- New") == MOST_SUBJECTS


def test_history_tells_only_of_notifications_that_went_out(storm: Desk) -> None:
    configured(storm, notifications=[{"name": "New", "recipients": ["queue_agents"]}])
    ids = tickets(storm, MOST + 1)
    told = [sum(one[0] == "SendAgentNotification" for one in history(storm, ticket_id)) for ticket_id in ids]
    assert told[-1] == 0
    assert all(told[:-1])


def test_one_agents_budget_is_not_anothers(storm: Desk) -> None:
    tickets(storm, MOST)
    configured(storm, notifications=[{"name": "New", "recipients": ["agent2@desk.example"]}])
    tickets(storm, 1)
    assert len(mails(storm, "agent2@desk.example", "queued")) == 1


def test_zero_is_no_limit(storm: Desk) -> None:
    configured(storm, settings={"Notification::MaxEmailsPerHour": 0})
    tickets(storm, MOST + 3)
    assert len(mails(storm, "boss@kiwi.test", "queued")) == MOST + 3
