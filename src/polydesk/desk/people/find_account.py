"""Finds the account somebody means who only knows their address."""

from sqlalchemy import func, select

from polydesk.desk.columns import VALID
from polydesk.desk.people.models import CustomerUser, CustomerUserEmail
from polydesk.kernel.errors import Conflict
from polydesk.kernel.work import Look


def find_account(look: Look, address: str) -> str | None:
    """The login of the one valid customer user with this address, in any case. Raises Conflict if there are more.

    People of a directory have their passwords there: none of theirs is found.
    """
    lowered = address.lower()
    further = select(CustomerUserEmail.customer_user_id).where(func.lower(CustomerUserEmail.address) == lowered)
    own = (func.lower(CustomerUser.email) == lowered) | CustomerUser.id.in_(further)
    rows = select(CustomerUser.login).where(own, CustomerUser.valid == VALID, CustomerUser.directory_id == "").limit(2)
    logins = look.connection.execute(rows).scalars().all()
    if len(logins) > 1:
        raise Conflict("customer_user.several", address=address)
    return logins[0] if logins else None
