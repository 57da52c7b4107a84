"""What is known of a person, agent or customer user, in one shape."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from polydesk.desk.columns import VALID
from polydesk.desk.people.models import Agent, CustomerUser
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Look


@dataclass(frozen=True, slots=True)
class Profile:
    """Ids of agents and of customer users are two spaces: one says nothing about the other."""

    id: int
    login: str
    email: str
    first_name: str
    last_name: str
    valid: int
    create_time: datetime
    change_time: datetime
    phone: str = ""
    """Of customer users only, as is the CustomerID."""
    customer_id: str = ""

    @property
    def is_valid(self) -> bool:
        return self.valid == VALID


_OF_AGENTS = ("id", "login", "email", "first_name", "last_name", "valid", "create_time", "change_time")
_OF_CUSTOMERS = (*_OF_AGENTS, "phone", "customer_id")


def find_profile(look: Look, actor: AgentActor | CustomerActor) -> Profile:
    """Raises NotFound if the person is gone."""
    table = Agent.__table__ if isinstance(actor, AgentActor) else CustomerUser.__table__
    names = _OF_AGENTS if isinstance(actor, AgentActor) else _OF_CUSTOMERS
    person = select(*(table.c[name] for name in names)).where(func.lower(table.c.login) == actor.login.lower())
    row = look.connection.execute(person).first()
    if row is None:
        raise NotFound("person", login=actor.login)
    return Profile(**row._mapping)
