"""What was held back goes out by itself, and nobody's problem is another's."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.access import load_ticket
from polydesk.desk.tickets.drafts import find_draft
from polydesk.desk.tickets.merge import merge_tickets
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.tickets.queries import list_articles
from polydesk.desk.writing.hold import hold, list_held, take_back
from polydesk.desk.writing.send_due import send_due
from polydesk.desk.writing.writing import from_content
from polydesk.kernel.actors import Actor
from polydesk.kernel.work import Work
from tests.world.cast import ADA
from tests.world.tickets import NOON, STATES, at, opened


def held(desk: Desk, ticket_id: int, *, seconds: int = 10) -> int:
    with desk.work(ADA) as work:
        return hold(work, ticket_id, from_content({"kind": "note", "subject": "s", "body": "soon"}), seconds)


def make_unsendable(desk: Desk, ticket_id: int) -> None:
    with desk.work(ADA) as work:
        work.session.get_one(Ticket, ticket_id).state_id = STATES["merged"]


def bodies(desk: Desk, ticket_id: int) -> list[str]:
    with desk.look(ADA) as look:
        return [row.body for row in list_articles(look, [ticket_id])[ticket_id]]


def test_what_cannot_be_sent_stays_with_its_reason_and_the_others_go_out(shared: Desk) -> None:
    now, later = at(shared, NOON), at(shared, NOON + timedelta(seconds=20))
    bad, good = opened(now, article=None), opened(now, article=None)
    for ticket_id in (bad, good):
        held(now, ticket_id)
    make_unsendable(now, bad)
    send_due(later)
    with shared.look(ADA) as look:
        assert [(row.send_at, row.problem) for row in list_held(look, bad)] == [(None, "ticket.merged")]
    assert (bodies(shared, bad), bodies(shared, good)) == ([], ["soon"])


def test_what_is_taken_back_while_it_fails_is_the_writers_again(shared: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    now, later = at(shared, NOON), at(shared, NOON + timedelta(seconds=20))
    bad, good = opened(now, article=None), opened(now, article=None)
    held_id = held(now, bad)
    held(now, good)
    make_unsendable(now, bad)
    works, begin = [], later.work

    @contextmanager
    def work(actor: Actor) -> Iterator[Work]:
        works.append(actor)
        if len(works) == len(("the one that fails", "the one that would note it")):
            with shared.work(ADA) as own:
                take_back(own, bad, held_id)
        with begin(actor) as begun:
            yield begun

    monkeypatch.setattr(later, "work", work)
    send_due(later)
    with shared.look(ADA) as look:
        assert find_draft(look, bad, "note")
        assert not list_held(look, bad)
    assert bodies(shared, good) == ["soon"]


def test_it_waits_for_whoever_merges_the_ticket_and_goes_out_from_the_main_one(shared: Desk) -> None:
    now, later = at(shared, NOON), at(shared, NOON + timedelta(seconds=20))
    one, main = opened(now, article=None), opened(now, article=None)
    held(now, one)
    with ThreadPoolExecutor(1) as threads:
        with now.work(ADA) as work:
            load_ticket(work, one, "rw")
            sending = threads.submit(send_due, later)
            time.sleep(0.1)  # it may be at the ticket by now; where it is not, this proves nothing
            merge_tickets(work, one, main)
        sending.result()
    send_due(later)
    assert bodies(shared, main) == ["soon"]
