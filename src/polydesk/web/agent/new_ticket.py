"""New tickets: for somebody who called, or to write to somebody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import Response

from polydesk.desk.forms.agent_form import EMAIL, PHONE, agent_ticket_fields
from polydesk.desk.forms.check import check_form, value_of
from polydesk.desk.forms.field import FormField
from polydesk.desk.forms.open_for_customer import ForCustomer, customer_of, open_for_customer
from polydesk.desk.people.customers import CustomerPerson
from polydesk.desk.people.look_up_customers import look_up_customers
from polydesk.desk.processes.registry import Processes
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.similar_tickets import similar_tickets
from polydesk.desk.sending.addressing import read_addresses
from polydesk.web.agent.form_words import failure_words, last_sent, sent_for
from polydesk.web.agent.new_ticket_words import PAGES as WORDS
from polydesk.web.agent.new_ticket_words import with_template, words
from polydesk.web.agent.page import Page
from polydesk.web.agent.sent_files import files_fit, sent_files
from polydesk.web.agent.ticket_split import Origin, files_to_copy, link_split, origin_of, prefilled
from polydesk.web.agent.ticket_writing import are_addresses

PATH = "/tickets/new"
FROM_ARTICLE = "from_article"
LONGEST_CUSTOMER = 200


@dataclass
class Filled:
    """The form as it was filled in so far. `errors` are by the names of fields, in the reader's words."""

    kind: str
    typed: str
    customer: CustomerPerson | None
    fields: list[FormField]
    sent: Mapping[str, Any]
    origin: Origin | None = None
    """The article it is split from."""
    errors: dict[str, str] = field(default_factory=dict)


def blank(page: Page) -> Response:
    """Other pages may say for whom, in which way, and from which article."""
    kind = EMAIL if page.parameter("kind") == EMAIL else PHONE
    origin = origin_of(page, page.parameter(FROM_ARTICLE))
    customer = origin.ticket.customer_user if origin else ""
    return _show(page, _filled(page, kind, page.parameter("customer") or customer, origin))


def create(page: Page) -> Response:
    """Steps that only choose show the form again; without scripts each is a button."""
    kind = EMAIL if page.text("kind") == EMAIL else PHONE
    origin = origin_of(page, page.text(FROM_ARTICLE))
    filled = _filled(page, kind, page.text("pick") or page.text("customer"), origin)
    if page.text("step") == "insert":
        filled.sent = with_template(page, filled.sent, filled.customer)
    if page.text("step") or page.text("pick"):
        return _show(page, filled)
    values, failures = check_form(filled.fields, filled.sent)
    filled.errors = failure_words(page.texts, failures) | _people_errors(page, filled)
    if filled.errors:
        return _show(page, filled, status=422)
    assert filled.customer  # or there would be an error
    if _unseen_similar(page, filled):
        return _show(page, filled)
    cc = page.text("cc") if kind == EMAIL else ""
    files = [*sent_files(page), *(files_to_copy(page, origin) if origin else ())]
    about = ForCustomer(kind=kind, customer=filled.customer, cc=cc, files=files)
    with page.work() as work:
        ticket = open_for_customer(work, about, filled.fields, values)
        work.flush()
        if origin:
            link_split(work, origin, ticket)
        target = f"/tickets/{ticket.id}"
    return page.go(target)


def customers(page: Page) -> Response:
    """What stands under the customer's field while somebody types there."""
    typed = page.parameter("customer")[:LONGEST_CUSTOMER]
    look = page.look()
    found, person = look_up_customers(look, typed), customer_of(look, typed)
    return page.show("agent/new_ticket_customers.html", found=found, customer=person, typed=typed)


def similar(page: Page) -> Response:
    person = customer_of(page.look(), page.parameter("customer")[:LONGEST_CUSTOMER])
    return page.show("agent/new_ticket_similar.html", **_similar(page, person, page.parameter("Title")))


def _filled(page: Page, kind: str, typed: str, origin: Origin | None) -> Filled:
    look, typed = page.look(), typed[:LONGEST_CUSTOMER]
    customer = customer_of(look, typed)
    login = customer.login if customer else ""
    given = prefilled(page, origin) if origin and not page.form else {}
    fields = agent_ticket_fields(look, kind, login, given or last_sent(page.form))
    return Filled(kind, typed, customer, fields, given or sent_for(page.form, fields), origin)


def _people_errors(page: Page, filled: Filled) -> dict[str, str]:
    errors, _ = {}, page.texts.gettext
    if filled.customer is None:
        errors["customer"] = _("Choose a customer, or give an e-mail address.")
    elif filled.kind == EMAIL and not read_addresses(filled.customer.mail_string):
        errors["customer"] = _("This customer has no e-mail address.")
    if filled.kind == EMAIL and page.text("cc").strip() and not are_addresses(page.text("cc")):
        errors["cc"] = _("This is no e-mail address.")
    if not files_fit(page):
        errors["files"] = _("The files are larger than this desk takes.")
    return errors


def _show(page: Page, filled: Filled, status: int = 200) -> Response:
    look = page.look()
    title = str(filled.sent.get("Title", ""))
    values = {one.name: value_of(one, filled.sent) for one in filled.fields}
    return page.show(
        "agent/new_ticket.html",
        status,
        filled=filled,
        by_name={one.name: one for one in filled.fields},
        values=values,
        errors=filled.errors,
        customer=filled.customer,
        typed=filled.typed,
        found=() if filled.customer else look_up_customers(look, filled.typed),
        cc=page.text("cc"),
        files_lost=bool(sent_files(page)),
        origin=filled.origin,
        has_processes=bool(look.config(Processes)),
        copied=page.form.getlist("copy") if page.form else None,
        **words(page, values, filled.customer, is_mail=filled.kind == EMAIL),
        **_similar(page, filled.customer, title),
    )


def _similar(page: Page, person: CustomerPerson | None, title: str) -> dict[str, Any]:
    look = page.look()
    rows = similar_tickets(look, person.login, title) if person else []
    return {"similar": rows, "catalogue": look.config(Catalogue)}


def _unseen_similar(page: Page, filled: Filled) -> bool:
    """What it is split from is known."""
    assert filled.customer
    known = {*page.text("known").split(","), str(filled.origin.ticket.id) if filled.origin else ""}
    found = similar_tickets(page.look(), filled.customer.login, page.text("Title"))
    return any(str(row.id) not in known for row in found)


PAGES = (
    ("GET", PATH, blank),
    ("POST", PATH, create),
    ("GET", f"{PATH}/customers", customers),
    ("GET", f"{PATH}/similar", similar),
    *WORDS,
)
