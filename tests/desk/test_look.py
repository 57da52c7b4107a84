"""A look sees one and the same state from its beginning to its end."""

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.queries import list_tickets
from polydesk.desk.tickets.rename import rename_ticket
from tests.world.cast import ADA
from tests.world.tickets import changed, opened


def test_what_others_change_meanwhile_is_not_seen_by_a_look(shared: Desk) -> None:
    ticket_id = opened(shared)
    with shared.look(ADA) as look:
        assert list_tickets(look, [ticket_id])[ticket_id].title == "Printer"
        changed(shared, ticket_id, ADA, rename_ticket, "Other")
        assert list_tickets(look, [ticket_id])[ticket_id].title == "Printer"
