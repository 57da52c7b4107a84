"""Set dynamic fields of a ticket or of one of its articles."""

from collections.abc import Sequence

from polydesk.desk.fields.registry import FieldEntry
from polydesk.desk.fields.validate import Value
from polydesk.desk.fields.values import Stored, as_text, read_values, write_values
from polydesk.desk.tickets.access import check_article, load_ticket
from polydesk.desk.tickets.events import FieldSet
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Work

Setting = tuple[FieldEntry, Value]


def set_fields(
    work: Work, ticket_id: int, values: Sequence[Setting], *, article_id: int | None = None, right: str = "rw"
) -> Ticket:
    """Set fields one after another; of a field that comes twice the last value stays.

    A list for a field that holds one value raises Invalid; what came before it in `values` is set by then.
    """
    ticket = load_ticket(work, ticket_id, right, customers=article_id is not None)
    if article_id is not None:
        check_article(work, ticket, article_id)
    object_id = article_id or ticket.id
    now_set = _differences(work, ticket, object_id, article_id, values)
    if now_set:
        write_values(work.connection, object_id, now_set)
    unfit = next((field for field, value in values if not _fits(field, value)), None)
    if unfit:
        raise Invalid("field_not_set", field=unfit.name)
    return ticket


def _differences(
    work: Work, ticket: Ticket, object_id: int, article_id: int | None, values: Sequence[Setting]
) -> dict[FieldEntry, Value]:
    """What changes, recorded change by change, up to the first value its field cannot hold."""
    fields = list(dict.fromkeys(field for field, _value in values))
    current: dict[int, Stored | Value] = dict(read_values(work.connection, fields, [object_id]).get(object_id, {}))
    changed: dict[FieldEntry, Value] = {}
    for field, value in values:
        if not _fits(field, value):
            break
        old = current.get(field.id)
        if _notation(old) != _notation(value):
            new_text, old_text = as_text(field.kind, value), as_text(field.kind, old)
            work.record(FieldSet(ticket, field.name, new_text, old_text, article_id))
            current[field.id] = changed[field] = value
    return changed


def _fits(field: FieldEntry, value: Value) -> bool:
    return field.kind == "Multiselect" or not isinstance(value, list)


def _notation(value: Stored | Value | None) -> list[str]:
    """Values are compared as written: a Date sent without its 00:00:00 counts as another value, as in OTOBO."""
    if value is None or value == "":
        return []
    return [one for one in value if one] if isinstance(value, list) else [str(value)]
