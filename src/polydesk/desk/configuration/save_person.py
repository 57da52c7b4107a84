"""Saving agents and customer users one by one: what an account asks for beside what an entry does."""

from sqlalchemy import func, select

from polydesk.desk.columns import VALID
from polydesk.desk.configuration.entries import Entry, find_entry, save_entry
from polydesk.desk.people.addresses import is_address
from polydesk.desk.people.agent_values import check_email, check_login
from polydesk.desk.people.customers import find_customer_by_address
from polydesk.desk.people.end_access import end_access
from polydesk.desk.people.models import Agent, CustomerUser
from polydesk.desk.people.password_rules import objection_to, remember_password
from polydesk.kernel.actors import SYSTEM_AGENT_ID, AgentActor, CustomerActor
from polydesk.kernel.errors import Conflict, DeskError, Invalid
from polydesk.kernel.work import Work

SHORTEST_PASSWORD = 8
AGENTS, CUSTOMER_USERS = "agents", "customer_users"
_REFUSALS = {
    "agent.login": ("configuration.no_login", "login"),
    "agent.login_taken": ("configuration.taken", "login"),
    "agent.email": ("configuration.no_address", "email"),
    "agent.email_taken": ("configuration.taken", "email"),
}


def save_agent(work: Work, entry: Entry, seen: str | None = None) -> int:
    """As `save_entry`. A new password, or being put out of use, ends the agent's sessions and revokes the tokens."""
    before = find_entry(work, AGENTS, entry["id"]) if "id" in entry else {}
    _check_agent(work, entry, before)
    if "password" in entry:
        _check_own_door(work, AGENTS, entry, before)
        if len(entry["password"]) < SHORTEST_PASSWORD:
            raise Invalid("configuration.too_short", where=f"{AGENTS}[0].password", least=SHORTEST_PASSWORD)
    agent_id = save_entry(work, AGENTS, entry, seen=seen)
    _end(work, AgentActor(agent_id, _login(entry, before)), entry, before)
    return agent_id


def save_customer_user(work: Work, entry: Entry, seen: str | None = None) -> int:
    """As `save_agent`; the password must be one the customer could choose."""
    before = find_entry(work, CUSTOMER_USERS, entry["id"]) if "id" in entry else {}
    person = CustomerActor(_login(entry, before))
    email = entry.get("email", "")
    if email and email != before.get("email", ""):
        _check_address(work, person, email)
    if "password" in entry:
        _check_own_door(work, CUSTOMER_USERS, entry, before)
        objection = objection_to(work, person, entry["password"])
        if objection:
            where = f"{CUSTOMER_USERS}[0].password"
            raise Invalid("configuration.password", where=where, text=objection.text, data="".join(objection.data))
        remember_password(work, person)
    customer_id = save_entry(work, CUSTOMER_USERS, entry, seen=seen)
    _end(work, person, entry, before)
    return customer_id


def _check_agent(work: Work, entry: Entry, before: Entry) -> None:
    try:
        if not before and entry.get("login"):
            check_login(work, entry["login"])
        if entry.get("email", "") and entry["email"] != before.get("email"):
            check_email(work, entry["email"], agent_id=entry.get("id"))
    except DeskError as error:
        code, key = _REFUSALS[error.code]
        raise type(error)(code, where=f"{AGENTS}[0].{key}") from error
    if before.get("id") == SYSTEM_AGENT_ID and entry.get("valid", VALID) not in ("valid", VALID):
        raise Invalid("configuration.system_agent", where=f"{AGENTS}[0].valid")


def _login(entry: Entry, before: Entry) -> str:
    return str(before.get("login", entry.get("login", "")))


def _check_address(work: Work, person: CustomerActor, email: str) -> None:
    """Mail from an address becomes a ticket of whoever has it."""
    where = f"{CUSTOMER_USERS}[0].email"
    if not is_address(email, refuse_example_domains=False):
        raise Invalid("configuration.no_address", where=where)
    other = find_customer_by_address(work, email)
    if other and other.login.lower() != person.login.lower():
        raise Conflict("configuration.address_taken", where=where, login=other.login)


def _check_own_door(work: Work, section: str, entry: Entry, before: Entry) -> None:
    """Nobody is let in by a password kept here whose password the directory keeps."""
    table = Agent.__table__ if section == AGENTS else CustomerUser.__table__
    row = select(table.c.directory_id).where(func.lower(table.c.login) == _login(entry, before).lower())
    if work.connection.execute(row).scalar():
        raise Invalid("configuration.kept_by_directory", where=f"{section}[0].password")


def _end(work: Work, person: AgentActor | CustomerActor, entry: Entry, before: Entry) -> None:
    """Whoever takes a password over has the tokens made before it, too."""
    is_put_out = entry.get("valid", VALID) not in ("valid", VALID) and before.get("valid") == "valid"
    if before and (is_put_out or "password" in entry):
        end_access(work, person)
