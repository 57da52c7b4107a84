"""What agents see of a customer user: how to reach them, and which company they are of."""

from sqlalchemy import func, select

from polydesk.desk.people.models import CustomerCompany, CustomerUser
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look

_ROWS = select(
    CustomerUser.login,
    CustomerUser.first_name,
    CustomerUser.last_name,
    CustomerUser.email,
    CustomerUser.phone,
    CustomerUser.mobile,
    CustomerUser.street,
    CustomerUser.zip,
    CustomerUser.city,
    CustomerUser.country,
    CustomerUser.comment,
    CustomerUser.valid,
    CustomerCompany.name.label("company"),
).outerjoin(CustomerCompany, CustomerCompany.customer_id == CustomerUser.customer_id)


def find_contact(look: Look, login: str) -> AnyRow | None:
    """A customer user by login, in any case, valid or not; None for a name without an account."""
    return look.connection.execute(_ROWS.where(func.lower(CustomerUser.login) == login.lower())).first()
