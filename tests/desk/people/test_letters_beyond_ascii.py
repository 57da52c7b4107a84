"""Names are compared without regard to case, whatever their letters."""

from sqlalchemy import update

from polydesk.desk.desk import Desk
from polydesk.desk.people.models import Agent
from polydesk.desk.people.sign_in import sign_in_agent
from polydesk.desk.search.criteria import TicketCriteria
from polydesk.desk.search.search_tickets import search_tickets
from polydesk.desk.tickets.queries import find_ticket_id, list_tickets
from polydesk.kernel.actors import CustomerActor
from tests.world.tickets import opened, ticket_row


def test_customers_see_their_tickets_whatever_their_letters(shared: Desk) -> None:
    own, company = opened(shared, customer_user="ÄNNE"), opened(shared, customer_id="MÜLLER")
    with shared.look(CustomerActor("ÄNNE", ("MÜLLER",))) as look:
        assert list_tickets(look, [own, company]).keys() == {own, company}
        assert set(search_tickets(look, TicketCriteria(), limit=10)) == {own, company}
        assert find_ticket_id(look, ticket_row(shared, own).number) == own


def test_agents_sign_in_whatever_their_letters(world: Desk) -> None:
    with world.work() as work:
        work.connection.execute(update(Agent).where(Agent.login == "agent1").values(login="ÄDA"))
    with world.look() as look:
        assert sign_in_agent(look, "ÄDA", "agent1-pw")
