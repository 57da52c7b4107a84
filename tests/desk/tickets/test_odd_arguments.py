"""What verbs refuse from callers that do not check."""

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.delete import delete_ticket
from polydesk.desk.tickets.open import open_ticket
from polydesk.desk.tickets.queries import list_tickets
from polydesk.desk.tickets.rename import rename_ticket
from polydesk.desk.tickets.set_pending_time import set_pending_time
from polydesk.desk.tickets.watch import watch_ticket
from polydesk.kernel.errors import DeskError, Forbidden, Invalid, NotFound
from tests.world.cast import ADA, NELL, RAE
from tests.world.tickets import changed, new_ticket, opened


def test_who_may_only_read_does_not_let_others_in_by_having_them_watch(shared: Desk) -> None:
    ticket_id = opened(shared)
    with pytest.raises(Forbidden):
        changed(shared, ticket_id, RAE, watch_ticket, NELL.id)
    with shared.look(NELL) as look:
        assert list_tickets(look, [ticket_id]) == {}


def test_an_unknown_agent_does_not_watch(shared: Desk) -> None:
    ticket_id = opened(shared)
    with pytest.raises(DeskError):
        changed(shared, ticket_id, ADA, watch_ticket, 999)


@pytest.mark.parametrize("until", [10**12, -(10**12)])
def test_a_pending_time_beyond_all_years_is_refused(shared: Desk, until: int) -> None:
    ticket_id = opened(shared, state="pending reminder")
    with pytest.raises(Invalid):
        changed(shared, ticket_id, ADA, set_pending_time, until)


def test_what_was_opened_and_deleted_in_one_work_is_gone_in_it(shared: Desk) -> None:
    with pytest.raises(NotFound), shared.work(ADA) as work:
        ticket = open_ticket(work, new_ticket(work))
        delete_ticket(work, ticket.id)
        rename_ticket(work, ticket.id, "x")
