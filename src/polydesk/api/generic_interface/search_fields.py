"""Dynamic fields in TicketSearch: specification of the Generic Interface, section 3.5."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, get_args

from polydesk.api.generic_interface.perl import given, is_string, text
from polydesk.api.generic_interface.search_values import LONGEST_PATTERN, FindsNothing, values_in
from polydesk.desk.fields.registry import FieldEntry, Fields
from polydesk.desk.search.criteria import FieldOperand, FieldTest, Operator
from polydesk.desk.search.patterns import parse_pattern
from polydesk.kernel.work import Look

MOST_TESTS = 30
MOST_OPERANDS = 50

_OPERATORS: Mapping[str, Operator] = {name: name for name in get_args(Operator)}
_PREFIX = "DynamicField_"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: 00:00:00)?")
_DATETIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")


def read_fields(look: Look, data: Mapping[str, Any], *, guide: bool) -> tuple[FieldTest, ...]:
    """Raises FindsNothing. With `guide`, `DynamicField_Name.Operator` is a parameter, too."""
    known = look.config(Fields)
    tests: list[FieldTest] = []
    for name, operators in _named(data, guide):
        field = known.named(name)
        if field and field.object_kind == "Ticket":
            tests.extend(_tests(field, operators))
        if len(tests) > MOST_TESTS:
            raise FindsNothing
    return tuple(tests)


def _named(data: Mapping[str, Any], guide: bool) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Names with their operators: those of `DynamicField` hide all others."""
    listed = data.get("DynamicField")
    entries = listed if isinstance(listed, list) else [listed]
    objects = [one for one in entries if isinstance(one, dict) and is_string(one.get("Name"))]
    if objects:
        yield from ((text(one["Name"]), one) for one in objects)
        return
    for key, value in data.items():
        if not key.startswith(_PREFIX):
            continue
        name, _, operator = key[len(_PREFIX) :].partition(".")
        if isinstance(value, dict):
            yield key[len(_PREFIX) :], value
        elif guide and operator:
            yield name, {operator: value}


def _tests(field: FieldEntry, operators: Mapping[str, Any]) -> Iterator[FieldTest]:
    for name, raw in operators.items():
        values = [] if name == "Name" else values_in(raw)
        if not values:
            continue
        operator = _OPERATORS.get(name)
        if operator is None or (len(values) > MOST_OPERANDS and operator != "Equals"):
            raise FindsNothing
        yield FieldTest(field, operator, tuple({_operand(field, operator, value): None for value in values}))


def _operand(field: FieldEntry, operator: Operator, value: str) -> FieldOperand:
    if operator == "Empty":
        return given(value)
    if field.kind == "Checkbox":
        return _flag(operator, value)
    if field.kind in ("Date", "DateTime"):
        return _moment(_DATE if field.kind == "Date" else _DATETIME, operator, value)
    if operator != "Like":
        return value
    if len(value) > LONGEST_PATTERN:
        raise FindsNothing
    return parse_pattern(value)


def _flag(operator: Operator, value: str) -> int:
    if operator == "Like" or value not in ("0", "1"):
        raise FindsNothing
    return int(value)


def _moment(form: re.Pattern[str], operator: Operator, value: str) -> datetime:
    if operator == "Like" or not form.fullmatch(value):
        raise FindsNothing
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise FindsNothing from None
