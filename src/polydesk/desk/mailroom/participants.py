"""Who a sender is to a ticket."""

from dataclasses import dataclass

from sqlalchemy import select

from polydesk.desk.intake.customers import Customer, find_customer_user
from polydesk.desk.people.directory import AgentEntry, Directory
from polydesk.desk.tickets.collaborate import takes_part
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.actors import SYSTEM_AGENT_ID
from polydesk.kernel.work import Look


@dataclass(frozen=True, slots=True)
class Sender:
    """Whoever has an address, so far as the desk knows them."""

    email: str
    customer: Customer | None
    agent: AgentEntry | None

    def owns(self, look: Look, ticket_id: int) -> bool:
        """Whether the ticket is theirs: by their login, or by the address where the customer has no login."""
        owner = look.connection.execute(select(Ticket.customer_user).where(Ticket.id == ticket_id)).scalar() or ""
        names = {self.email.casefold()} | ({self.customer.login.casefold()} if self.customer else set())
        return owner.casefold() in names - {""}

    def takes_part(self, look: Look, ticket_id: int) -> bool:
        return takes_part(look, ticket_id, self.email)


def find_sender(look: Look, email: str) -> Sender:
    wanted = email.strip().lower()
    agents = look.config(Directory).agents
    agent = next((one for one in agents if one.valid and wanted and one.email.strip().lower() == wanted), None)
    known_agent = agent if agent and agent.id != SYSTEM_AGENT_ID else None
    return Sender(email.strip(), find_customer_user(look, email) if wanted else None, known_agent)
