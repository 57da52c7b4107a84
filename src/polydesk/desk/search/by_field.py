"""Tickets by the values of their dynamic fields."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select

from polydesk.desk.fields.models import DynamicFieldValue
from polydesk.desk.fields.registry import FieldEntry
from polydesk.desk.search.comparing import among, matches
from polydesk.desk.search.criteria import FieldTest
from polydesk.desk.search.patterns import Pattern
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.work import Look

_COMPARED: Mapping[str, Callable[[Any, Any], ColumnElement[bool]]] = {
    "GreaterThan": lambda column, value: column > value,
    "GreaterThanEquals": lambda column, value: column >= value,
    "SmallerThan": lambda column, value: column < value,
    "SmallerThanEquals": lambda column, value: column <= value,
}


def by_field(look: Look, test: FieldTest) -> ColumnElement[bool]:
    if test.operator == "Empty":
        present = exists().where(DynamicFieldValue.object_id == Ticket.id, DynamicFieldValue.field_id == test.field.id)
        return or_(*(~present if operand else present for operand in test.operands))
    values = select(DynamicFieldValue.object_id).where(DynamicFieldValue.field_id == test.field.id)
    return Ticket.id.in_(values.where(_holds(look, value_column(test.field), test)))


def value_column(field: FieldEntry) -> ColumnElement[Any]:
    """Where values of this field are stored, texts in lower case."""
    if field.kind == "Checkbox":
        return DynamicFieldValue.__table__.c.value_int
    if field.kind in ("Date", "DateTime"):
        return DynamicFieldValue.__table__.c.value_date
    return func.lower(DynamicFieldValue.value_text)


def _holds(look: Look, column: ColumnElement[Any], test: FieldTest) -> ColumnElement[bool]:
    if test.operator == "Like":
        return or_(*(matches(look, column, one) for one in test.operands if isinstance(one, Pattern)))
    operands: list[Any] = [one.lower() if isinstance(one, str) else one for one in test.operands]
    if test.operator == "Equals":
        return column.in_(operands) if not isinstance(operands[0], str) else among(look, column, operands)
    return or_(*(_COMPARED[test.operator](column, one) for one in operands))
