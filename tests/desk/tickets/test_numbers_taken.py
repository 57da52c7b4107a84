"""Numbers that came from elsewhere are passed over."""

from sqlalchemy import update

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.models import TicketCounter
from tests.world.tickets import configured, opened, ticket_row


def test_a_number_that_is_taken_is_skipped(world: Desk) -> None:
    configured(world, settings={"Ticket::NumberGenerator": "AutoIncrement"})
    opened(world)
    with world.work() as work:
        work.connection.execute(update(TicketCounter).values(value=0))
    assert ticket_row(world, opened(world)).number == "1000002"
