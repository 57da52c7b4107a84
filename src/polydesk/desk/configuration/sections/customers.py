"""Companies and customer users."""

from collections.abc import Mapping
from typing import Any

from polydesk.desk.configuration.links import Link, Rows, names_of
from polydesk.desk.configuration.names import Names
from polydesk.desk.configuration.place import Place
from polydesk.desk.configuration.secrets import PASSWORD, PASSWORD_COUNTER
from polydesk.desk.configuration.section import Section
from polydesk.desk.configuration.sections.preferences import preferences
from polydesk.desk.configuration.sections.rights import customer_rights
from polydesk.desk.configuration.values import (
    MAX_TEXT,
    VALIDITY,
    choice,
    flag,
    optional_reference,
    plain_text,
    text,
)
from polydesk.desk.people.companies import MEMBERS, PRIMARY_CONTACTS
from polydesk.desk.people.customer_groups import COMPANY, USER
from polydesk.desk.people.models import (
    Agent,
    CompanyDomain,
    CustomerCompany,
    CustomerUser,
    CustomerUserCompany,
    CustomerUserEmail,
    Team,
)
from polydesk.desk.queues.models import CustomerService, Service

_domain: Any = CompanyDomain.__table__
_email: Any = CustomerUserEmail.__table__
_company: Any = CustomerUserCompany.__table__
_service: Any = CustomerService.__table__


def _read_texts(value: Any, place: Place) -> Rows:
    items = enumerate(place.items(value))
    return frozenset((plain_text(item, place.item(index)),) for index, item in items)


def _show_texts(rows: Rows, names: Names) -> list[str]:
    return sorted(text for (text,) in rows)


COMPANIES = Section(
    "companies",
    CustomerCompany,
    "customer_id",
    (
        text("customer_id", required=True),
        *(text(key) for key in ("name", "street", "zip", "city", "country", "url")),
        text("comment", limit=MAX_TEXT),
        optional_reference("account_manager", Agent, "manager_agent_id"),
        optional_reference("account_team", Team, "manager_team_id"),
        flag("assign_account_manager"),
        choice("collaborators", {"nobody": "", PRIMARY_CONTACTS: PRIMARY_CONTACTS, MEMBERS: MEMBERS}),
        VALIDITY,
    ),
    (
        Link("domains", _domain, "company_id", ("domain",), _read_texts, _show_texts),
        customer_rights(COMPANY, "customer_id"),
    ),
    fixed_key=True,
)


def _primary(column: str) -> Any:
    def implied(row: Mapping[str, Any]) -> Rows:
        return frozenset({(row[column],)} if row.get(column) else ())

    return implied


_PERSONAL = ("title", "first_name", "last_name", "phone", "fax", "mobile", "street", "zip", "city", "country")

CUSTOMER_USERS = Section(
    "customer_users",
    CustomerUser,
    "login",
    (
        text("login", required=True),
        text("email"),
        text("customer_id"),
        *(text(key) for key in _PERSONAL),
        text("comment", limit=MAX_TEXT),
        flag("primary_contact"),
        *PASSWORD,
        VALIDITY,
    ),
    (
        Link(
            "further_emails",
            _email,
            "customer_user_id",
            ("address",),
            _read_texts,
            _show_texts,
            implied=_primary("email"),
        ),
        Link("further_customer_ids", _company, "customer_user_id", ("customer_id",), _read_texts, _show_texts),
        Link("services", _service, "customer_login", ("service_id",), *names_of(Service), owner_key="login"),
        preferences("customer"),
        customer_rights(USER, "login"),
    ),
    fixed_key=True,
    any_case=True,
    counters=PASSWORD_COUNTER,
)
