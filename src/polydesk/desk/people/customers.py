"""Finding customer users."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from polydesk.desk.columns import VALID
from polydesk.desk.people.addresses import mail_string
from polydesk.desk.people.models import CustomerUser, CustomerUserCompany, CustomerUserEmail
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.errors import NotFound
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Look


@dataclass(frozen=True, slots=True)
class CustomerPerson:
    login: str
    email: str
    customer_id: str
    first_name: str
    last_name: str

    @property
    def mail_string(self) -> str:
        return mail_string(self.first_name, self.last_name, self.email)


_NUMBER = re.compile(r"[0-9]{1,18}")
_COLUMNS = (
    CustomerUser.login,
    CustomerUser.email,
    CustomerUser.customer_id,
    CustomerUser.first_name,
    CustomerUser.last_name,
)
_VALID = select(*_COLUMNS).where(CustomerUser.valid == VALID).limit(1)
_BY_LOGIN = _VALID.where(func.lower(CustomerUser.login) == bindparam("wanted"))
_BY_ADDRESS = _VALID.where(
    CustomerUser.id.in_(
        select(CustomerUserEmail.customer_user_id).where(func.lower(CustomerUserEmail.address) == bindparam("wanted"))
    )
)


def find_customer(look: Look, login: str) -> CustomerPerson | None:
    """A valid customer user by login, in any case."""
    return _first(look, _BY_LOGIN, login)


def find_customer_by_address(look: Look, address: str) -> CustomerPerson | None:
    """A valid customer user by any of their addresses."""
    return _first(look, _BY_ADDRESS, address)


def _first(look: Look, rows: Select[*tuple[Any, ...]], wanted: str) -> CustomerPerson | None:
    row = look.connection.execute(rows, {"wanted": wanted.lower()}).first()
    return CustomerPerson(row.login, row.email, row.customer_id, row.first_name, row.last_name) if row else None


def customer_actor(look: Look, id_or_login: str) -> CustomerActor:
    """A customer user, valid or not, by login or else by id. Raises NotFound."""
    wanted = storable(id_or_login)
    logins = select(CustomerUser.login)
    login = look.connection.execute(logins.where(func.lower(CustomerUser.login) == wanted.lower())).scalar()
    if login is None and _NUMBER.fullmatch(wanted):
        login = look.connection.execute(logins.where(CustomerUser.id == int(wanted))).scalar()
    if login is None:
        raise NotFound("customer_user.not_found", login=id_or_login)
    return CustomerActor(login, company_ids_of(look, login))


def company_ids_of(look: Look, login: str) -> tuple[str, ...]:
    """All CustomerIDs of a customer user: the primary one and those added to it."""
    person = select(CustomerUser.id, CustomerUser.customer_id).where(func.lower(CustomerUser.login) == login.lower())
    row = look.connection.execute(person).first()
    if row is None:
        return ()
    further = select(CustomerUserCompany.customer_id).where(CustomerUserCompany.customer_user_id == row.id)
    return tuple(one for one in (row.customer_id, *look.connection.execute(further).scalars()) if one)
