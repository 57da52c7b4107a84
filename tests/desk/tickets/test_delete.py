import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.search.criteria import TicketCriteria
from polydesk.desk.search.full_text import full_text_search
from polydesk.desk.search.search_tickets import search_tickets
from polydesk.desk.tickets.delete import delete_ticket
from polydesk.desk.tickets.queries import find_ticket_id, list_tickets
from polydesk.kernel.actors import SYSTEM, Actor
from polydesk.kernel.errors import NotFound
from tests.desk.tickets.verbs import VERBS, outcomes
from tests.world.cast import ADA, CORA, ROOT
from tests.world.tickets import NOON, STATES, at, changed, opened, ticket_row


def test_a_deleted_ticket_is_removed_and_archived(shared: Desk) -> None:
    ticket_id = opened(shared)
    number = ticket_row(shared, ticket_id).number
    assert changed(at(shared, NOON), ticket_id, ADA, delete_ticket) == [
        ("StateUpdate", "%%open%%removed%%"),
        ("ArchiveFlagUpdate", "%%y"),
        ("Remove", f"%%{number}"),
    ]
    ticket = ticket_row(shared, ticket_id)
    assert (ticket.state_id, ticket.archived, ticket.deleted_at) == (STATES["removed"], 1, NOON)


@pytest.mark.parametrize("actor", [SYSTEM, ROOT, ADA, CORA], ids=lambda actor: type(actor).__name__)
def test_it_is_gone_for_everyone(shared: Desk, actor: Actor) -> None:
    ticket_id = opened(shared, title="Vanishing", customer_user="c1", customer_id="acme")
    number = ticket_row(shared, ticket_id).number
    changed(shared, ticket_id, ADA, delete_ticket)
    with shared.look(actor) as look:
        assert list_tickets(look, [ticket_id]) == {}
        assert find_ticket_id(look, number) is None
        assert ticket_id not in search_tickets(look, TicketCriteria(), limit=10_000)
        assert ticket_id not in full_text_search(look, "vanishing", limit=10_000)
    assert outcomes(shared, actor, ticket_id) == dict.fromkeys(VERBS, "NotFound")


def test_it_is_deleted_once(shared: Desk) -> None:
    ticket_id = opened(shared)
    changed(shared, ticket_id, ADA, delete_ticket)
    with pytest.raises(NotFound):
        changed(shared, ticket_id, ADA, delete_ticket)


def test_what_it_was_is_still_there(shared: Desk) -> None:
    ticket_id = opened(shared)
    before = ticket_row(shared, ticket_id)
    changed(shared, ticket_id, ADA, delete_ticket)
    after = ticket_row(shared, ticket_id)
    assert (after.number, after.title, after.queue_id) == (before.number, before.title, before.queue_id)
