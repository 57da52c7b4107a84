"""Changes a customer user."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from polydesk.desk.audit.record import audit
from polydesk.desk.people.addresses import is_address
from polydesk.desk.people.agent_values import LONGEST
from polydesk.desk.people.end_access import revoke_tokens
from polydesk.desk.people.models import CustomerUser, CustomerUserEmail
from polydesk.kernel.actors import CustomerActor, acting_agent_id
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work

_TABLE = CustomerUser.metadata.tables["customer_user"]
_ADDRESSES = CustomerUserEmail.metadata.tables["customer_user_email"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerChange:
    """What is None stays as it is."""

    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None


def change_customer(work: Work, login: str, change: CustomerChange) -> None:
    """Raises NotFound, Invalid and Conflict; and Forbidden for customers who give themselves another address.

    Mail from an address becomes a ticket of whoever has it: who could take any address would read others' mail.
    """
    person = _loaded(work, login)
    given = {name: value for name, value in asdict(change).items() if value is not None}
    different = {name: value for name, value in given.items() if value != getattr(person, name)}
    if not different:
        return
    if "email" in different:
        _take_address(work, person, different["email"])
    stamps = {"change_time": work.now, "change_by": acting_agent_id(work.actor)}
    work.connection.execute(update(_TABLE).where(_TABLE.c.id == person.id).values(**different, **stamps))
    old = {name: getattr(person, name) for name in different}
    audit(work, "customer_user.update", "customer_user", person.id, old=old, new=different)


def change_customer_password(work: Work, login: str, password_hash: str) -> None:
    """Sessions end, since they remember the version of the password they began with, and tokens are revoked.

    Raises NotFound.
    """
    person = _loaded(work, login)
    changes: dict[str, Any] = {"password_hash": password_hash, "password_version": CustomerUser.password_version + 1}
    stamps = {"change_time": work.now, "change_by": acting_agent_id(work.actor)}
    work.connection.execute(update(_TABLE).where(_TABLE.c.id == person.id).values(**changes, **stamps))
    revoke_tokens(work, CustomerActor(person.login))
    audit(work, "customer_user.update", "customer_user", person.id, new={"password": "changed"})


def _loaded(work: Work, login: str) -> AnyRow:
    row = work.connection.execute(
        select(_TABLE).where(func.lower(_TABLE.c.login) == login.lower()).with_for_update()
    ).first()
    if row is None:
        raise NotFound("customer_user.not_found", login=login)
    return row


def _take_address(work: Work, person: AnyRow, email: str) -> None:
    if len(email) > LONGEST or not is_address(email, refuse_example_domains=False):
        raise Invalid("customer_user.email", email=email)
    if isinstance(work.actor, CustomerActor) and not work.config(Settings)["GOTRS::CustomersChangeTheirAddress"]:
        raise Forbidden("customer_user.own_email")
    is_same = func.lower(_ADDRESSES.c.address) == email.lower()
    holder = work.connection.execute(select(_ADDRESSES.c.customer_user_id).where(is_same)).scalar()
    if holder == person.id:
        return
    insert = sqlite.insert if work.is_sqlite else postgresql.insert
    row = insert(_ADDRESSES).values(customer_user_id=person.id, address=email).on_conflict_do_nothing()
    if holder is not None or not work.connection.execute(row).rowcount:
        raise Conflict("customer_user.email_taken", email=email)
    is_old = func.lower(_ADDRESSES.c.address) == person.email.lower()
    work.connection.execute(_ADDRESSES.delete().where(_ADDRESSES.c.customer_user_id == person.id, is_old))
