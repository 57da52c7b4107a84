"""A merge that was wrong is taken back."""

from decimal import Decimal

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.search.criteria import TicketCriteria
from polydesk.desk.search.list_tickets import Part, list_page_of_tickets
from polydesk.desk.tickets.account_time import account_time
from polydesk.desk.tickets.merged_into import standing_ticket
from polydesk.desk.tickets.neighbours import list_linked_tickets
from polydesk.desk.tickets.unmerge import unmerge_ticket
from polydesk.kernel.errors import Conflict, Forbidden, Invalid
from tests.desk.tickets.test_merge import articles_of, merged, said
from tests.world.cast import ADA, RAE
from tests.world.tickets import STATES, Recorded, changed, opened, ticket_row


def test_everything_a_ticket_had_goes_back_and_what_came_since_stays(shared: Desk) -> None:
    one, main = opened(shared, article=None, state="pending reminder"), opened(shared, article=None)
    theirs, first = said(shared, one, "the numbat slept", sender_type_id=3), said(shared, main, "b")
    with shared.work(ADA) as work:
        account_time(work, one, Decimal(2), article_id=theirs)
        account_time(work, main, Decimal(1))
    merged(shared, one, main)
    since = said(shared, main, "later")
    other = Recorded(shared, main)
    entries = changed(shared, one, ADA, unmerge_ticket)
    assert [row.id for row in articles_of(shared, main)] == [first, since]
    assert [(row.number, row.source) for row in articles_of(shared, one)] == [(1, ""), (2, "Merge")]
    assert ticket_row(shared, one).state_id == STATES["pending reminder"]
    assert [ticket_row(shared, ticket_id).accounted_hundredths for ticket_id in (one, main)] == [200, 100]
    assert ticket_row(shared, one).waiting_since == articles_of(shared, one)[0].create_time
    assert ticket_row(shared, main).waiting_since is None
    numbers = [ticket_row(shared, ticket_id).number for ticket_id in (one, main)]
    line = ("Misc", f"%%Unmerge%%{numbers[0]}%%{one}%%{numbers[1]}%%{main}")
    assert entries[-1] == line == other.entries[-1]
    with shared.look(ADA) as look:
        assert not list_linked_tickets(look, main)
        assert standing_ticket(look, one) == one
        listed = list_page_of_tickets(look, TicketCriteria(meant="numbat"), Part(limit=5))
        assert [row.id for row in listed.rows] == [one]


def test_it_can_be_merged_again(shared: Desk) -> None:
    one, main, other = opened(shared), opened(shared), opened(shared)
    merged(shared, one, main)
    changed(shared, one, ADA, unmerge_ticket)
    merged(shared, one, other)
    with shared.look() as look:
        assert standing_ticket(look, one) == other


def test_what_holds_others_is_taken_out_after_them(shared: Desk) -> None:
    one, middle, last = opened(shared), opened(shared), opened(shared)
    [article] = articles_of(shared, one)
    merged(shared, one, middle)
    merged(shared, middle, last)
    with pytest.raises(Conflict):
        changed(shared, middle, ADA, unmerge_ticket)
    changed(shared, one, ADA, unmerge_ticket)
    changed(shared, middle, ADA, unmerge_ticket)
    assert articles_of(shared, one)[0].id == article.id
    assert ticket_row(shared, middle).state_id == STATES["open"]


def test_what_was_never_merged_cannot_be_taken_out(shared: Desk) -> None:
    with pytest.raises(Invalid):
        changed(shared, opened(shared), ADA, unmerge_ticket)


def test_c1_taking_out_needs_the_right(shared: Desk) -> None:
    one, main = opened(shared), opened(shared)
    merged(shared, one, main)
    with pytest.raises(Forbidden):
        changed(shared, one, RAE, unmerge_ticket)
