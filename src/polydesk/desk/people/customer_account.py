"""All there is to an account, for its own person."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from polydesk.desk.people.models import CustomerCompany, CustomerUser
from polydesk.desk.people.preferences import read_preferences
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Look

SECRETS = (
    "UserToken",
    "UserPw",
    "UserLastPw",
    "UserGoogleAuthenticatorSecretKey",
    "UserPGPKey",
    "UserSMIMECertificate",
)
"""Beginnings of the names of preferences that OTRS-family desks keep secrets in."""


@dataclass(frozen=True, slots=True)
class CustomerAccount:
    """Rows of their tables, without the password; preferences without secrets."""

    person: AnyRow
    company: AnyRow | None
    preferences: Mapping[str, str]


_PERSON = [column for column in CustomerUser.__table__.columns if not column.name.startswith("password")]


def read_account(look: Look, customer: CustomerActor) -> CustomerAccount:
    """Raises NotFound if the person is gone."""
    person = select(*_PERSON).where(func.lower(CustomerUser.login) == customer.login.lower())
    row = look.connection.execute(person).first()
    if row is None:
        raise NotFound("customer_user.not_found", login=customer.login)
    company = select(CustomerCompany.__table__).where(CustomerCompany.customer_id == row.customer_id)
    preferences = {
        name: value
        for name, value in read_preferences(look, customer, prefix="").items()
        if not name.startswith(SECRETS)
    }
    return CustomerAccount(row, look.connection.execute(company).first(), preferences)
