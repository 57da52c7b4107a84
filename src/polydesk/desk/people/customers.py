"""Finding customer users."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from polydesk.desk.columns import VALID
from polydesk.desk.people.addresses import mail_string
from polydesk.desk.people.models import CustomerUser, CustomerUserCompany, CustomerUserEmail
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


_COLUMNS = (
    CustomerUser.login,
    CustomerUser.email,
    CustomerUser.customer_id,
    CustomerUser.first_name,
    CustomerUser.last_name,
)


def find_customer(look: Look, login: str) -> CustomerPerson | None:
    """A valid customer user by login, in any case."""
    return _first(look, func.lower(CustomerUser.login) == login.lower())


def find_customer_by_address(look: Look, address: str) -> CustomerPerson | None:
    """A valid customer user by any of their addresses."""
    further = select(CustomerUserEmail.customer_user_id).where(func.lower(CustomerUserEmail.address) == address.lower())
    return _first(look, CustomerUser.id.in_(further))


def _first(look: Look, condition: ColumnElement[bool]) -> CustomerPerson | None:
    rows = select(*_COLUMNS).where(condition, CustomerUser.valid == VALID).limit(1)
    row = look.connection.execute(rows).first()
    return CustomerPerson(row.login, row.email, row.customer_id, row.first_name, row.last_name) if row else None


def company_ids_of(look: Look, login: str) -> tuple[str, ...]:
    """All CustomerIDs of a customer user: the primary one and those added to it."""
    person = select(CustomerUser.id, CustomerUser.customer_id).where(func.lower(CustomerUser.login) == login.lower())
    row = look.connection.execute(person).first()
    if row is None:
        return ()
    further = select(CustomerUserCompany.customer_id).where(CustomerUserCompany.customer_user_id == row.id)
    return tuple(one for one in (row.customer_id, *look.connection.execute(further).scalars()) if one)
