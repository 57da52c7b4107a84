"""The demonstration desk, and who can sign in to it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from polydesk.desk.configuration.document import read_document
from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.desk.people.models import Agent, CustomerUser
from polydesk.desk.people.passwords import verify_password
from polydesk.kernel.actors import SYSTEM_AGENT_ID
from polydesk.kernel.work import Look

DEMO_DESK = Path(__file__).parent / "demo.yaml"
_PEOPLE: tuple[tuple[str, str, Any], ...] = (
    ("agents", "agent", Agent),
    ("customer_users", "customer user", CustomerUser),
)


def load_demo(desk: Desk) -> bool:
    """Load the demonstration desk, unless somebody has begun to use this desk: then False, and nothing changes."""
    with desk.work() as work:
        if _is_in_use(work):
            return False
        load_configuration(work, read_document(DEMO_DESK))
    return True


def demo_logins(desk: Desk) -> list[tuple[str, str, str]]:
    """Kind (agent or customer user), login and password of everyone whose demonstration password still works."""
    with desk.look() as look:
        return list(_demo_logins(look))


def _is_in_use(look: Look) -> bool:
    """A fresh desk has one agent, without a password, and no customer user."""
    agents = select(Agent.id).where((Agent.id != SYSTEM_AGENT_ID) | (Agent.password_hash != "")).limit(1)
    customers = select(CustomerUser.id).limit(1)
    return any(look.connection.execute(rows).first() for rows in (agents, customers))


def _demo_logins(look: Look) -> Iterator[tuple[str, str, str]]:
    document = read_document(DEMO_DESK)
    for section, kind, model in _PEOPLE:
        passwords = {entry["login"]: entry["password"] for entry in document[section]}
        stored = select(model.login, model.password_hash).where(model.login.in_(passwords)).order_by(model.id)
        for login, password_hash in look.connection.execute(stored):
            if verify_password(passwords[login], password_hash):
                yield kind, login, passwords[login]
