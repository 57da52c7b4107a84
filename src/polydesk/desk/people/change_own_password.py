"""Somebody changes their own password."""

from sqlalchemy import func, select

from polydesk.desk.people.change_agent import AgentChange, change_agent
from polydesk.desk.people.change_customer import change_customer_password
from polydesk.desk.people.let_in import Door, let_in
from polydesk.desk.people.models import Agent, CustomerUser
from polydesk.desk.people.sign_in import sign_in_agent, sign_in_customer
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Work

Person = AgentActor | CustomerActor


def check_own_password(desk: Door, person: Person, password: str) -> bool:
    """Whether it is theirs; who guesses is slowed down as at sign-in, and finds the door there closed as well.

    Raises TooManyFailures, and Invalid for those whose password is kept by a directory, where it is to be changed.
    """
    table = Agent.__table__ if isinstance(person, AgentActor) else CustomerUser.__table__
    row = select(table.c.directory_id).where(func.lower(table.c.login) == person.login.lower())
    if desk.look().connection.execute(row).scalar():
        raise Invalid("password.kept_by_directory")
    check = sign_in_agent if isinstance(person, AgentActor) else sign_in_customer
    return let_in(desk, person.login, password, (check,)) is not None


def is_own_password(desk: Door, agent: AgentActor, password: str) -> bool:
    """As above, of people of a directory as well. Raises TooManyFailures and DirectoryUnavailable."""
    return let_in(desk, agent.login, password, (sign_in_agent,)) is not None


def change_own_password(work: Work, person: Person, password_hash: str) -> None:
    if isinstance(person, AgentActor):
        change_agent(work, person.id, AgentChange(password_hash=password_hash))
    else:
        change_customer_password(work, person.login, password_hash)
