"""Customer users by what somebody on the telephone says of themselves: a name, a login, an address, a company."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select

from polydesk.desk.columns import VALID
from polydesk.desk.people.models import CustomerCompany, CustomerUser, CustomerUserEmail
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look

LONGEST, MOST_WORDS = 200, 8


def look_up_customers(look: Look, text: str, *, limit: int = 8) -> Sequence[AnyRow]:
    """Valid ones in whom every word is found, those whose login or name begins with the first word before others.

    Rows with `login`, `first_name`, `last_name`, `email`, `customer_id` and `company`, the name of the company.
    """
    words = text.strip()[:LONGEST].lower().split()[:MOST_WORDS]
    if not words:
        return ()
    names = (CustomerUser.login, CustomerUser.first_name, CustomerUser.last_name)
    begins = or_(*(func.lower(one).startswith(words[0], autoescape=True) for one in names))
    company = func.coalesce(CustomerCompany.name, "").label("company")
    rows = (
        select(*names, CustomerUser.email, CustomerUser.customer_id, company)
        .join(CustomerCompany, CustomerCompany.customer_id == CustomerUser.customer_id, isouter=True)
        .where(CustomerUser.valid == VALID, and_(*map(_has_word, words)))
        .order_by(case((begins, 0), else_=1), func.lower(CustomerUser.last_name), CustomerUser.login)
    )
    return look.connection.execute(rows.limit(limit)).all()


def _has_word(word: str) -> ColumnElement[bool]:
    texts = (
        CustomerUser.login,
        CustomerUser.email,
        CustomerUser.first_name,
        CustomerUser.last_name,
        CustomerUser.customer_id,
        CustomerUser.phone,
        CustomerCompany.name,
    )
    further = exists().where(
        CustomerUserEmail.customer_user_id == CustomerUser.id,
        func.lower(CustomerUserEmail.address).contains(word, autoescape=True),
    )
    return or_(*(func.lower(one).contains(word, autoescape=True) for one in texts), further)
