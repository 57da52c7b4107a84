"""Who a submission is from, as far as the desk knows: a customer user, and a company."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from polydesk.desk.columns import VALID
from polydesk.desk.intake.customers import Customer, find_customer_user, find_customer_user_by_id
from polydesk.desk.intake.draft import Draft
from polydesk.desk.people.models import CustomerCompany
from polydesk.kernel.work import Look

COMPANY_FIELDS = ("customer_id", "name", "street", "zip", "city", "country", "url", "comment")
"""What rules of ticket filters may look at."""
_COMPANY: Any = CustomerCompany.__table__
_FIELDS = select(*(_COMPANY.c[name] for name in COMPANY_FIELDS)).where(_COMPANY.c.valid == VALID)
_BY_CUSTOMER_ID = _FIELDS.where(_COMPANY.c.customer_id == bindparam("wanted"))
_BY_ID = _FIELDS.where(_COMPANY.c.id == bindparam("wanted"))


def find_sender(look: Look, draft: Draft) -> Customer | None:
    """None for a newcomer."""
    wanted = draft.submission.wish.customer_user_id
    found = find_customer_user_by_id(look, wanted) if wanted else None
    return found or find_customer_user(look, draft.email)


def company_of_sender(look: Look, draft: Draft) -> Mapping[str, str]:
    """The company's fields; a newcomer's is the one they are about to join. Empty where there is none."""
    customer = find_sender(look, draft)
    if customer:
        return _fields(look, _BY_CUSTOMER_ID, customer.customer_id)
    domain = draft.email.strip().rpartition("@")[2].lower()
    return _fields(look, _BY_ID, draft.intake.domains.get(domain, 0))


def _fields(look: Look, statement: Any, wanted: str | int) -> Mapping[str, str]:
    row = look.connection.execute(statement, {"wanted": wanted}).mappings().first() if wanted else None
    return dict(row) if row else {}
