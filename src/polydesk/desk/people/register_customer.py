"""A stranger opens a customer account. Nobody can sign in to it before the address has proved to be theirs."""

import re
from functools import lru_cache

from sqlalchemy import func, insert, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from polydesk.desk.audit.record import audit
from polydesk.desk.people.models import CustomerUser, CustomerUserEmail
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.errors import Conflict, Forbidden
from polydesk.kernel.patterns import PatternError, SearchPattern, searching
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

_TABLE = CustomerUser.metadata.tables["customer_user"]
_ADDRESSES = CustomerUserEmail.metadata.tables["customer_user_email"]
_RESTRICTIONS = "CustomerPanelCreateAccount::MailRestrictions::"


def register_customer(work: Work, *, email: str, first_name: str, last_name: str) -> str:
    """The new account's login, which is the address, as its CustomerID is.

    Raises Forbidden for an address the desk does not want, before Conflict for one that is known: who may not register
    cannot find out who has.
    """
    if not _may_register(work, email):
        raise Forbidden("customer_user.address_not_wanted", email=email)
    _refuse_known(work, email)
    author = acting_agent_id(work.actor)
    stamps = {"create_time": work.now, "create_by": author, "change_time": work.now, "change_by": author}
    person = insert(_TABLE).values(
        login=email, email=email, customer_id=email, first_name=first_name, last_name=last_name, **stamps
    )
    person_id = work.connection.execute(person.returning(_TABLE.c.id)).scalar_one()
    dialect = sqlite if work.is_sqlite else postgresql
    address = dialect.insert(_ADDRESSES).values(customer_user_id=person_id, address=email)
    work.connection.execute(address.on_conflict_do_nothing())
    audit(work, "customer_user.register", "customer_user", person_id, new={"login": email})
    return email


def _refuse_known(work: Work, email: str) -> None:
    lowered = email.lower()
    known = select(_TABLE.c.id).where(or_(func.lower(_TABLE.c.login) == lowered, func.lower(_TABLE.c.email) == lowered))
    further = select(_ADDRESSES.c.id).where(func.lower(_ADDRESSES.c.address) == lowered)
    if work.connection.execute(known).first() or work.connection.execute(further).first():
        raise Conflict("customer_user.exists", email=email)


def _may_register(look: Look, email: str) -> bool:
    settings = look.config(Settings)
    wanted, unwanted = settings[f"{_RESTRICTIONS}Whitelist"], settings[f"{_RESTRICTIONS}Blacklist"]
    if wanted and not any(_matches(pattern, email, otherwise=False) for pattern in wanted):
        return False
    return not any(_matches(pattern, email, otherwise=True) for pattern in unwanted)


def _matches(pattern: str, email: str, *, otherwise: bool) -> bool:
    """`otherwise` is the answer of a pattern that is none: the safe one."""
    compiled = _compiled(pattern)
    return otherwise if compiled is None else compiled.search(email) is not None


@lru_cache(maxsize=200)
def _compiled(pattern: str) -> SearchPattern | None:
    try:
        return searching(pattern)
    except (PatternError, re.error):
        return None
