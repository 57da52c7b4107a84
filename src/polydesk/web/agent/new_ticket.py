"""New tickets: for somebody who called, or to write to somebody."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import Response

from polydesk.desk.forms.agent_form import EMAIL, PHONE, agent_ticket_fields
from polydesk.desk.forms.check import Values, check_form, value_of
from polydesk.desk.forms.field import FormField
from polydesk.desk.forms.open_for_customer import ForCustomer, customer_of, open_for_customer
from polydesk.desk.people.customers import CustomerPerson
from polydesk.desk.people.look_up_customers import look_up_customers
from polydesk.desk.processes.registry import Processes
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.similar_tickets import similar_tickets
from polydesk.desk.sending.addressing import read_addresses
from polydesk.desk.tickets.new_ticket_drafts import NewTicketDraft, list_new_ticket_drafts
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import Invalid, NotFound
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look
from polydesk.web.agent.form_words import failure_words, last_sent, sent_for
from polydesk.web.agent.new_ticket_draft import PAGES as DRAFTS
from polydesk.web.agent.new_ticket_draft import (
    Begun,
    FilesGone,
    Other,
    as_sent,
    files_of,
    is_without_some,
    keep,
    kind_of,
    new_key,
    others,
    take,
    taken_up,
)
from polydesk.web.agent.new_ticket_words import PAGES as WORDS
from polydesk.web.agent.new_ticket_words import template_of, with_template, words
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
    begun: Begun = field(default_factory=lambda: Begun(new_key()))
    began: str = ""
    """What other pages said when the form was opened: only then its draft is what is meant."""
    others: list[Other] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)


def blank(page: Page) -> Response:
    """Other pages may say for whom, in which way, and from which article. A draft goes on where it was left."""
    kind = EMAIL if page.parameter("kind") == EMAIL else PHONE
    began = "/".join(page.parameter(name)[:LONGEST_CUSTOMER] for name in ("customer", FROM_ARTICLE)).strip("/")
    drafts = list_new_ticket_drafts(page.look())
    draft = next((one for one in drafts if one.kind == kind), None)
    if draft and began in ("", draft.text("began")):
        filled = _taken_up(page, draft)
    else:
        origin = origin_of(page, page.parameter(FROM_ARTICLE))
        customer = page.parameter("customer") or (origin.ticket.customer_user if origin else "")
        filled = _filled(page, kind, customer, origin)
        filled.began = began
    filled.others = others(page, drafts, kind, filled.begun.key)
    return _show(page, filled)


def _taken_up(page: Page, draft: NewTicketDraft) -> Filled:
    """What it is split from may be nothing for this agent by now."""
    begun = taken_up(page, draft)
    try:
        origin = origin_of(page, page.text(FROM_ARTICLE))
    except NotFound:
        origin = None
    filled = _filled(page, kind_of(page), page.text("customer"), origin)
    filled.begun, filled.began = begun, page.text("began")
    return filled


def create(page: Page) -> Response:
    """Steps that only choose show the form again; without scripts each is a button."""
    origin = origin_of(page, page.text(FROM_ARTICLE))
    filled = _filled(page, kind_of(page), page.text("pick") or page.text("customer"), origin)
    filled.begun, filled.began = as_sent(page), page.text("began")
    if page.text("step") == "insert":
        filled.sent = with_template(page, filled.sent, filled.customer)
    if page.text("step") or page.text("pick"):
        return _again(page, filled)
    values, failures = check_form(filled.fields, filled.sent)
    filled.errors = failure_words(page.texts, failures) | _people_errors(page, filled)
    if filled.errors:
        return _again(page, filled, status=422)
    assert filled.customer  # or there would be an error
    if _unseen_similar(page, filled):
        return _again(page, filled)
    try:
        return page.go(_made(page, filled, filled.customer, values))
    except FilesGone:
        filled.errors["files"] = _gone(page)
        return _again(page, filled, status=422)


def _made(page: Page, filled: Filled, customer: CustomerPerson, values: Values) -> str:
    """Where the ticket is. What was begun is gone with it."""
    origin = filled.origin
    cc = page.text("cc") if filled.kind == EMAIL else ""
    sent = [*sent_files(page), *(files_to_copy(page, origin) if origin else ())]
    with page.work() as work:
        about = ForCustomer(kind=filled.kind, customer=customer, cc=cc, files=[*take(work, page), *sent])
        ticket = open_for_customer(work, about, filled.fields, values)
        work.flush()
        if origin:
            link_split(work, origin, ticket)
        return f"/tickets/{ticket.id}"


def _again(page: Page, filled: Filled, status: int = 200) -> Response:
    """Kept as a draft, so that its files need not be chosen again. Scripts that only ask for choices keep it anyway."""
    step = page.text("step")
    template = template_of(page, page.look()) if step == "insert" and page.text("template") else None
    if step != "refresh" or sent_files(page):
        with suppress(Invalid):  # longer than a draft may be, and so than a field takes
            filled.begun, fits = keep(page, template)
            if not fits:
                filled.errors["files"] = _too_large(page)
    return page.go("/") if step == "keep" and not filled.errors else _show(page, filled, status)


def customers(page: Page) -> Response:
    """What stands under the customer's field while somebody types there."""
    typed = page.parameter("customer")[:LONGEST_CUSTOMER]
    look = page.look()
    person = customer_of(look, typed)
    return page.show("agent/new_ticket_customers.html", found=_found(look, person, typed), customer=person, typed=typed)


def _found(look: Look, person: CustomerPerson | None, typed: str) -> Sequence[AnyRow]:
    """Whom else may be meant. An address that is known to nobody may only be the beginning of somebody's."""
    is_known = person is not None and bool(person.first_name or person.last_name or person.customer_id)
    return () if is_known else look_up_customers(look, typed)


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
    if is_without_some(page, filled.begun):
        errors["files"] = _gone(page)
    elif not files_fit(page, had=sum(one["size"] for one in files_of(filled.begun))):
        errors["files"] = _too_large(page)
    return errors


def _gone(page: Page) -> str:
    return page.texts.gettext("Some of the files are not here any more. Please choose them again.")


def _too_large(page: Page) -> str:
    return page.texts.gettext("The files are larger than this desk takes.")


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
        focus=_focus(filled),
        found=() if filled.customer else look_up_customers(look, filled.typed),
        cc=page.text("cc"),
        largest=look.config(Settings)["WebMaxFileUpload"],
        origin=filled.origin,
        has_processes=bool(look.config(Processes)),
        copied=page.form.getlist("copy") if page.form else None,
        **words(page, values, filled.customer, is_mail=filled.kind == EMAIL),
        **_similar(page, filled.customer, title),
    )


def _focus(filled: Filled) -> str:
    """The field to go on with: the first that is wrong, else the first that is empty."""
    ordered = ("customer", "cc", "Title", "Body", "files", *(one.name for one in filled.fields))
    wrong = next((name for name in ordered if name in filled.errors), "")
    if wrong or filled.customer is None:
        return wrong or "customer"
    return "Body" if str(filled.sent.get("Title", "")).strip() else "Title"


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
    *DRAFTS,
    *WORDS,
)
