"""Companies that somebody looks after, or whose people hear of each other's tickets."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, or_, select

from polydesk.desk.columns import VALID
from polydesk.desk.people.models import CustomerCompany, CustomerUser
from polydesk.kernel.work import Look

PRIMARY_CONTACTS, MEMBERS = "primary contacts", "members"
"""Who of a company takes part in new tickets of its people."""
MOST_MEMBERS = 50
"""So many people of a company join a ticket at most, primary contacts first: what is written there goes to them all."""

_MEMBERS = (
    select(CustomerUser.id)
    .where(CustomerUser.customer_id == bindparam("customer_id"), CustomerUser.valid == VALID)
    .order_by(CustomerUser.primary_contact.desc(), CustomerUser.id)
    .limit(MOST_MEMBERS)
)
_CONTACTS = _MEMBERS.where(CustomerUser.primary_contact == 1)


@dataclass(frozen=True, slots=True)
class CompanyEntry:
    customer_id: str = ""
    manager_agent_id: int | None = None
    manager_team_id: int | None = None
    assigns_manager: bool = False
    collaborators: str = ""


class Companies:
    """A desk may have very many companies; in memory are those with a manager or collaborators."""

    def __init__(self, entries: Iterable[CompanyEntry]) -> None:
        self._by_id = {one.customer_id: one for one in entries}

    def of(self, customer_id: str) -> CompanyEntry:
        return self._by_id.get(customer_id, _UNATTENDED)


_UNATTENDED = CompanyEntry()


def load_companies(connection: Connection) -> Companies:
    table = CustomerCompany.__table__.c
    wanted = (
        table.customer_id,
        table.manager_agent_id,
        table.manager_team_id,
        table.assign_account_manager,
        table.collaborators,
    )
    attended = or_(table.manager_agent_id.is_not(None), table.manager_team_id.is_not(None), table.collaborators != "")
    rows = connection.execute(select(*wanted).where(attended, table.valid == VALID))
    return Companies(CompanyEntry(*row[:3], bool(row[3]), row[4]) for row in rows)


def members_to_join(look: Look, customer_id: str) -> list[int]:
    """The ids of the customer users who take part in new tickets of this company."""
    which = look.config(Companies).of(customer_id).collaborators
    if not which:
        return []
    statement = _MEMBERS if which == MEMBERS else _CONTACTS
    return list(look.connection.execute(statement, {"customer_id": customer_id}).scalars())
