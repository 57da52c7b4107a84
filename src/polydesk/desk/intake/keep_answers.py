"""Where the answers to forms are kept: with the customer user, and in the dynamic fields of the ticket."""

from typing import Any

from polydesk.desk.fields.registry import FieldEntry, Fields
from polydesk.desk.fields.validate import Value
from polydesk.desk.intake.check_form import Answers
from polydesk.desk.intake.customers import Customer, find_if_made_meanwhile, make_customer_user
from polydesk.desk.intake.draft import Draft
from polydesk.desk.people.models import Preference
from polydesk.desk.tickets.set_fields import set_fields
from polydesk.kernel.work import Work

_PREFERENCE: Any = Preference.__table__


def make_newcomer(work: Work, draft: Draft) -> Customer:
    """Phone and notes have columns of their own; every other answer becomes a preference under the field's name."""
    found = find_if_made_meanwhile(work, draft.email)
    if found:
        return found
    answers = {field.name: _joined(value) for field, value in draft.user_answers}
    phone, comment = answers.pop("phone", ""), answers.pop("notes", "")
    customer = make_customer_user(work, draft.email, draft.name, phone=phone, comment=comment)
    for name, value in answers.items():
        work.write(_PREFERENCE, subject_kind="customer", subject=customer.login, name=name, value=value)
    return customer


def keep_ticket_answers(work: Work, ticket_id: int, answers: Answers) -> None:
    """An answer whose form field names no dynamic field of tickets is not kept."""
    fields = work.config(Fields)
    found = ((fields.named(field.dynamic_field), value) for field, value in answers if field.dynamic_field)
    settings = [(entry, _fitting(entry, value)) for entry, value in found if entry and entry.object_kind == "Ticket"]
    if settings:
        set_fields(work, ticket_id, settings)


def _fitting(entry: FieldEntry, value: Value) -> Value:
    return value if entry.kind == "Multiselect" else _joined(value)


def _joined(value: Value) -> str:
    return ",".join(value) if isinstance(value, list) else value
