"""The customer user behind an address: found by any of their addresses, else made."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, insert, select, text

from polydesk.desk.columns import VALID
from polydesk.desk.intake.person_name import person_name
from polydesk.desk.intake.registry import Intake
from polydesk.desk.people.models import CustomerCompany, CustomerUser, CustomerUserEmail
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.prepared import Prepared
from polydesk.kernel.work import Look, Work

_USER: Any = CustomerUser.__table__
_EMAIL: Any = CustomerUserEmail.__table__
_COLUMNS = (
    _USER.c.id,
    _USER.c.login,
    _USER.c.email,
    _USER.c.customer_id,
    _USER.c.first_name,
    _USER.c.last_name,
)
_BY_ADDRESS = Prepared(
    select(*_COLUMNS)
    .join(_EMAIL, _EMAIL.c.customer_user_id == _USER.c.id)
    .where(func.lower(_EMAIL.c.address) == bindparam("wanted"))
    .limit(1)
)
_BY_ID = Prepared(select(*_COLUMNS).where(_USER.c.id == bindparam("id"), _USER.c.valid == VALID))
_LOGIN_TAKEN = select(_USER.c.id).where(func.lower(_USER.c.login) == bindparam("wanted"))
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7659374)")
_COMPANY = select(CustomerCompany.customer_id).where(CustomerCompany.id == bindparam("id"))


@dataclass(frozen=True, slots=True)
class Customer:
    id: int
    login: str
    email: str
    customer_id: str
    name: str


def find_customer_user(look: Look, address: str) -> Customer | None:
    """By any of their addresses, in any case and with blanks around it.

    Also one who may not sign in any more: the address stays theirs.
    """
    rows = _BY_ADDRESS.rows(look.connection, wanted=address.strip().lower())
    return _customer(rows[0]) if rows else None


def find_customer_user_by_id(look: Look, customer_user_id: int) -> Customer | None:
    rows = _BY_ID.rows(look.connection, id=customer_user_id) if 0 < customer_user_id < 2**63 else ()
    return _customer(rows[0]) if rows else None


def find_if_made_meanwhile(work: Work, address: str) -> Customer | None:
    """Somebody may be making the customer user nobody was found for: look again once they are done.

    From here to the end of this work nobody else makes any. On SQLite a work is alone anyway.
    """
    if work.is_sqlite:
        return None
    work.connection.execute(_ONE_AT_A_TIME)
    return find_customer_user(work, address)


def find_or_make_customer_user(work: Work, address: str, name: str) -> Customer:
    """A newcomer without a usable name is called after the address."""
    found = find_customer_user(work, address) or find_if_made_meanwhile(work, address)
    if found:
        return found
    named = person_name(name, address, as_original=False) or person_name(address, address, as_original=False)
    return make_customer_user(work, address.strip(), named or address)


def make_customer_user(work: Work, address: str, name: str, *, phone: str = "", comment: str = "") -> Customer:
    """A new customer user who signs in with the address, in the company whose domain it has.

    Call `find_if_made_meanwhile` first.
    """
    first, _, last = name.rpartition(" ")
    author = acting_agent_id(work.actor)
    row: dict[str, Any] = {
        "login": _free_login(work, address.strip()),
        "email": address,
        "customer_id": _company_of(work, address),
        "first_name": first or last,
        "last_name": last if first else "",
        "phone": phone,
        "comment": comment,
        "valid": VALID,
        "create_time": work.now,
        "create_by": author,
        "change_time": work.now,
        "change_by": author,
    }
    user_id = int(work.connection.execute(insert(_USER).values(**row).returning(_USER.c.id)).scalar_one())
    work.connection.execute(insert(_EMAIL).values(customer_user_id=user_id, address=address.strip()))
    return Customer(user_id, row["login"], address, row["customer_id"], name)


def _free_login(work: Work, address: str) -> str:
    """The address, unless somebody who lost it still signs in with it."""
    login, number = address, 1
    while work.connection.execute(_LOGIN_TAKEN, {"wanted": login.lower()}).first():
        number += 1
        login = f"{address[:180]}-{number}"
    return login


def _company_of(work: Work, address: str) -> str:
    company_id = work.config(Intake).domains.get(address.strip().rpartition("@")[2].lower())
    if company_id is None:
        return ""
    return str(work.connection.execute(_COMPANY, {"id": company_id}).scalar() or "")


def _customer(row: Any) -> Customer:
    name = f"{row.first_name} {row.last_name}".strip()
    return Customer(row.id, row.login, row.email, row.customer_id, name)
