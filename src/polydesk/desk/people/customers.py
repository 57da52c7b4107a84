"""Finding customer users."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from polydesk.desk.columns import VALID
from polydesk.desk.people.addresses import mail_string
from polydesk.desk.people.models import CustomerUser, CustomerUserCompany, CustomerUserEmail
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound
from polydesk.kernel.prepared import Prepared
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
_WITH_COMPANIES = Prepared(
    select(
        CustomerUser.login,
        CustomerUser.customer_id,
        CustomerUser.valid,
        CustomerUser.password_version,
        CustomerUserCompany.customer_id.label("further"),
    )
    .outerjoin(CustomerUserCompany, CustomerUserCompany.customer_user_id == CustomerUser.id)
    .where(func.lower(CustomerUser.login) == bindparam("wanted"))
)
"""One row for each further company, or a single one without."""


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


def valid_customer(look: Look, login: str, *, password_version: int | None = None) -> CustomerActor | None:
    """Somebody who may come in, and has that password still, if one is asked about. One statement."""
    rows = _WITH_COMPANIES.rows(look.connection, wanted=login.lower())
    if not rows or rows[0].valid != VALID or password_version not in (None, rows[0].password_version):
        return None
    return CustomerActor(rows[0].login, _company_ids(rows))


def company_ids_of(look: Look, login: str) -> tuple[str, ...]:
    """All CustomerIDs of a customer user: the primary one and those added to it."""
    rows = _WITH_COMPANIES.rows(look.connection, wanted=login.lower())
    return _company_ids(rows) if rows else ()


def _company_ids(rows: Sequence[AnyRow]) -> tuple[str, ...]:
    return tuple(one for one in (rows[0].customer_id, *(row.further for row in rows)) if one)
