"""Text templates and the queue's salutation and signature on the form of a new ticket."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import PlainTextResponse, Response

from polydesk.desk.forms.agent_form import queue_options
from polydesk.desk.forms.open_for_customer import customer_of
from polydesk.desk.people.customers import CustomerPerson
from polydesk.desk.sending.registry import MailText
from polydesk.desk.tickets.models import Ticket
from polydesk.desk.writing.templates import CREATE, chosen_template, frame_of_new, list_templates, template_for_new
from polydesk.kernel.actors import SYSTEM_AGENT_ID
from polydesk.kernel.work import Look
from polydesk.web.agent.form_words import last_sent
from polydesk.web.agent.numbers import number_of
from polydesk.web.agent.page import Page

_LONGEST = 200


def words(page: Page, sent: Mapping[str, Any], customer: CustomerPerson | None, *, is_mail: bool) -> dict[str, Any]:
    """What the form shows of them. Nothing stands around what was said on the phone."""
    look = page.look()
    ticket = _as_if_there(look, sent, customer)
    frame = frame_of_new(look, ticket) if is_mail else ("", "")
    return {"templates": list_templates(look, CREATE, ticket.queue_id), "frame": frame}


def template_of(page: Page, look: Look) -> MailText:
    """The one that was chosen. Raises NotFound, also for one that is not for the queue that is chosen."""
    queue_id = _as_if_there(look, last_sent(page.form), None).queue_id
    return chosen_template(look, CREATE, queue_id, _number(page.text("template")))


def with_template(page: Page, sent: Mapping[str, Any], customer: CustomerPerson | None) -> dict[str, Any]:
    """What was sent, with the chosen text below what is written: for those without scripts."""
    chosen = page.text("template")
    if not chosen:
        return dict(sent)
    look = page.look()
    text = template_for_new(look, _as_if_there(look, sent, customer), _number(chosen))
    body = str(sent.get("Body", "")).rstrip()
    return {**sent, "Body": f"{body}\n\n{text}" if body else text}


def template(page: Page) -> Response:
    """A filled text alone, for the script that puts it where the cursor is."""
    look = page.look()
    ticket = _as_if_there(look, last_sent(page.form), customer_of(look, page.text("customer")[:_LONGEST]))
    text = template_for_new(look, ticket, _number(page.text("template")))
    return PlainTextResponse(text)


def _as_if_there(look: Look, sent: Mapping[str, Any], customer: CustomerPerson | None) -> Ticket:
    """Only to be told of: it is never stored, so anything may have been sent. Its queue is one it may be opened in."""
    queue_id = _number(sent.get("QueueID"))
    is_open = str(queue_id) in {one.value for one in queue_options(look)}
    return Ticket(
        id=0,
        number="",
        title=" ".join(str(sent.get("Title", "")).split())[:_LONGEST],
        queue_id=queue_id if is_open else 0,
        state_id=_number(sent.get("StateID")),
        priority_id=_number(sent.get("PriorityID")),
        type_id=_number(sent.get("TypeID")),
        service_id=_number(sent.get("ServiceID")),
        customer_user=customer.login if customer else "",
        customer_id=customer.customer_id if customer else "",
        owner_id=_number(sent.get("OwnerID")) or SYSTEM_AGENT_ID,
        responsible_id=_number(sent.get("ResponsibleID")) or SYSTEM_AGENT_ID,
        create_time=look.now,
    )


def _number(value: object) -> int:
    return number_of(str(value or "")) or 0


PAGES = (("POST", "/tickets/new/template", template),)
