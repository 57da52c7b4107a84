"""For whom the desk works: companies and customer users."""

from dataclasses import dataclass, replace
from typing import Any

from starlette.responses import Response

from polydesk.desk.access.forget_customer_code import forget_customer_code
from polydesk.desk.configuration.entries import Entry, find_entry
from polydesk.desk.configuration.save_person import save_customer_user
from polydesk.desk.people.companies import MEMBERS, PRIMARY_CONTACTS
from polydesk.desk.people.memberships import list_customers_of
from polydesk.desk.people.second_factor import has_secret
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.criteria import TextKey, TicketCriteria
from polydesk.desk.search.list_tickets import Listed, Part, list_page_of_tickets
from polydesk.desk.search.patterns import Pattern
from polydesk.kernel.actors import CustomerActor
from polydesk.web.admin.areas import Area, place_of
from polydesk.web.admin.entries import entry_id, pages_of
from polydesk.web.admin.inputs import (
    FLAG,
    FOUND,
    LINES,
    LONG_TEXT,
    ONE_OF,
    RIGHTS,
    SEVERAL_OF,
    TEXT,
    VALID,
    WORD,
    Input,
)
from polydesk.web.admin.kinds import Kind
from polydesk.web.admin.languages import language_input
from polydesk.web.admin.person_inputs import ACCOUNT, PERSON, password_input, person_inputs
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

LATEST = 10

COMPANY, ADDRESS, CARE = _("Company"), _("Address"), _("Care")
CUSTOMER_RIGHTS = ("ro", "rw")
_ABOUT_RIGHTS = _("They count where groups of customers are turned on.")


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    tickets: Listed
    catalogue: Catalogue
    has_codes: bool


def _company_facts(page: Page, entry: Entry) -> Any:
    return list_customers_of(page.look(), entry["customer_id"])


def _customer_facts(page: Page, entry: Entry) -> CustomerFacts:
    look = page.look()
    own = TicketCriteria(texts={TextKey.CUSTOMER_USER: (Pattern((entry["login"].lower(),)),)})
    listed = list_page_of_tickets(look, own, Part(limit=LATEST))
    return CustomerFacts(listed, look.config(Catalogue), has_secret(look, CustomerActor(entry["login"])))


def forget_second_factor(page: Page) -> Response:
    entry = find_entry(page.look(), "customer_users", entry_id(page))
    with page.work() as work:
        forget_customer_code(work, entry["login"])
    return page.go(f"{CUSTOMER_USERS.path}/{entry['id']}")


def _address() -> tuple[Input, ...]:
    return (
        Input("street", _("Street"), TEXT, group=ADDRESS),
        Input("zip", _("Postal code"), TEXT, group=ADDRESS),
        Input("city", _("City"), TEXT, group=ADDRESS),
        Input("country", _("Country"), TEXT, group=ADDRESS),
    )


def _rights(group: str) -> Input:
    return Input(
        "rights", _("Rights in groups"), RIGHTS, _ABOUT_RIGHTS, section="groups", words=CUSTOMER_RIGHTS, group=group
    )


COMPANIES = Kind(
    "companies",
    "companies",
    _("Companies"),
    _("New company"),
    ("customer_id", "name", "city", "domains", "account_manager", "valid"),
    (
        Input("customer_id", _("Customer number"), TEXT, required=True, fixed=True, group=COMPANY),
        Input("name", _("Name"), TEXT, required=True, group=COMPANY),
        Input("url", _("Web site"), TEXT, kind="url", group=COMPANY),
        replace(VALID, group=COMPANY),
        Input(
            "domains",
            _("Mail domains"),
            LINES,
            _("One a line. New senders from there belong to this company."),
            group=COMPANY,
        ),
        Input("comment", _("Comment"), LONG_TEXT, group=COMPANY),
        *_address(),
        Input("account_manager", _("Account manager"), ONE_OF, section="agents", group=CARE),
        Input("account_team", _("Account team"), ONE_OF, section="teams", group=CARE),
        Input("assign_account_manager", _("New tickets go to the account manager"), FLAG, group=CARE),
        Input(
            "collaborators",
            _("Who takes part in new tickets"),
            WORD,
            words=("nobody", PRIMARY_CONTACTS, MEMBERS),
            word_names={
                "nobody": _("Nobody else"),
                PRIMARY_CONTACTS: _("The company's primary contacts"),
                MEMBERS: _("Everybody of the company"),
            },
            group=CARE,
        ),
        _rights(CARE),
    ),
    _("Whose people write in."),
    beside="admin/company.html",
    facts=_company_facts,
)
CUSTOMER_USERS = Kind(
    "customer_users",
    "customer-users",
    _("Customer users"),
    _("New customer user"),
    ("login", "first_name", "last_name", "email", "customer_id", "valid"),
    (
        *person_inputs(),
        Input("phone", _("Phone"), TEXT, kind="tel", group=PERSON),
        Input("mobile", _("Mobile"), TEXT, kind="tel", group=PERSON),
        Input("fax", _("Fax"), TEXT, kind="tel", group=PERSON),
        Input(
            "further_emails",
            _("Further e-mail addresses"),
            LINES,
            _("One a line. Mail from there is this person's, too."),
            group=PERSON,
        ),
        Input("comment", _("Comment"), LONG_TEXT, group=PERSON),
        Input("customer_id", _("Company"), FOUND, found_in="companies", group=COMPANY),
        Input("primary_contact", _("Speaks for the company"), FLAG, group=COMPANY),
        Input(
            "further_customer_ids",
            _("Further companies"),
            LINES,
            _("One customer number a line. Their tickets can be seen, too."),
            group=COMPANY,
        ),
        *_address(),
        password_input(),
        language_input("UserLanguage", group=ACCOUNT),
        replace(VALID, group=ACCOUNT),
        Input("services", _("Services"), SEVERAL_OF, section="services", group=ACCOUNT),
        _rights(ACCOUNT),
    ),
    _("The people who write in."),
    beside="admin/customer.html",
    facts=_customer_facts,
    save=save_customer_user,
)
KINDS = (COMPANIES, CUSTOMER_USERS)
AREA = Area(_("Customers"), tuple(place_of(kind) for kind in KINDS))
PAGES = (
    *(page for kind in KINDS for page in pages_of(kind)),
    ("POST", f"{CUSTOMER_USERS.path}/{{id}}/forget-second-factor", forget_second_factor),
)
