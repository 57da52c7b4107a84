"""Compare what was sent with the fields of a form: all values, or all that is wrong with them at once."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from polydesk.desk.fields.validate import Value
from polydesk.desk.forms.field import VALUE, Failure, FormField, Kind, Validator
from polydesk.desk.people.addresses import is_address
from polydesk.kernel.patterns import searching

MAX_LENGTH, PATTERN, DATE, DATETIME, EMAIL, NUMBER = (
    "Text.MaxLength",
    "Text.Pattern",
    "Date",
    "DateTime",
    "Email",
    "Number",
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?: 00:00:00)?")
_DATETIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
Values = dict[str, Value]


def check_form(fields: Iterable[FormField], sent: Mapping[str, Any]) -> tuple[Values, dict[str, Failure]]:
    """The value of each field and what is wrong, by the names of the fields. Nothing else that was sent is looked at.

    A field that was not sent has its default; hidden and read-only ones have it whatever was sent.
    """
    values: Values = {}
    failures: dict[str, Failure] = {}
    for field in fields:
        value = value_of(field, sent)
        failure = _failure(field, value)
        if failure:
            failures[field.name] = failure
        else:
            values[field.name] = value
    return values, failures


def value_of(field: FormField, sent: Mapping[str, Any]) -> Value:
    if field.hidden or field.read_only or field.name not in sent:
        return field.default
    return _as_value(field, sent[field.name])


def _as_value(field: FormField, sent: Any) -> Value:
    """Numbers and flags count as the texts they look like; what can be no value counts as none sent."""
    if field.is_multiple:
        several = sent if isinstance(sent, list) else [sent]
        return [text for text in map(_as_text, several) if text != ""]
    text = _as_text(sent)
    if field.kind is Kind.CHECKBOX:
        return {"true": "1", "false": "0", "": "0"}.get(text.lower(), text)
    return text


def _as_text(sent: Any) -> str:
    if isinstance(sent, bool):
        return str(int(sent))
    if isinstance(sent, int | float):
        return str(sent)
    return sent if isinstance(sent, str) else ""


def _failure(field: FormField, value: Value) -> Failure | None:
    is_empty = not value or (isinstance(value, str) and not value.strip()) or _is_unchecked(field, value)
    for rule in field.validators:
        if rule.name == "Required":
            if is_empty:
                return Failure(rule, value)
        elif not is_empty and not _holds(rule, value):
            return Failure(rule, value)
    return None


def _is_unchecked(field: FormField, value: Value) -> bool:
    """A box that must be checked is not filled in as long as it is not."""
    return field.kind is Kind.CHECKBOX and value == "0"


def _holds(rule: Validator, value: Value) -> bool:
    check = _CHECKS[rule.name]
    return all(check(rule, one) for one in (value if isinstance(value, list) else [value]))


def _is_moment(pattern: re.Pattern[str], value: str) -> bool:
    if not pattern.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


_CHECKS: dict[str, Callable[[Validator, str], bool]] = {
    VALUE: lambda rule, value: value in rule.arguments,
    MAX_LENGTH: lambda rule, value: len(value) <= int(rule.arguments[0]),
    PATTERN: lambda rule, value: searching(str(rule.arguments[0])).search(value) is not None,
    DATE: lambda _rule, value: _is_moment(_DATE, value),
    DATETIME: lambda _rule, value: _is_moment(_DATETIME, value),
    EMAIL: lambda _rule, value: is_address(value),
    NUMBER: lambda _rule, value: value.isascii() and value.isdigit(),
    "IncorrectDisplayConfig": lambda _rule, _value: False,
}
