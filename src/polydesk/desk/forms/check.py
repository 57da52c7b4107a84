"""Compare what was sent with the fields of a form: all values, or all that is wrong with them at once."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from polydesk.desk.fields.validate import Value, is_date, is_datetime, matches
from polydesk.desk.forms.field import MISCONFIGURED, REQUIRED, VALUE, Failure, FormField, Kind, Validator
from polydesk.desk.people.addresses import is_address
from polydesk.kernel.html import to_text

MAX_LENGTH, PATTERN, DATE, DATETIME, EMAIL, NUMBER = (
    "Text.MaxLength",
    "Text.Pattern",
    "Date",
    "DateTime",
    "Email",
    "Number",
)
_LOOKED_THROUGH = 100_000
"""Characters of rich text in which something to be seen is looked for; what is longer will have some."""
_OF_NOTHING = (REQUIRED, MISCONFIGURED)
"""The rules that are broken by having no value, and by nothing else."""
Values = dict[str, Value]


def check_form(fields: Iterable[FormField], sent: Mapping[str, Any]) -> tuple[Values, dict[str, Failure]]:
    """The value of each field and what is wrong, by the names of the fields. Nothing else that was sent is looked at.

    A field that was not sent has its default; hidden and read-only ones have it whatever was sent. What a field holds
    already may stay, even if it would not be taken today.
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
    if _is_empty(field, value):
        broken = [rule for rule in field.validators if rule in _OF_NOTHING]
    elif value == field.default:
        broken = []
    else:
        rules = [rule for rule in field.validators if rule not in _OF_NOTHING]
        broken = [rule for rule in rules if not _holds(rule, value)]
        if not broken and field.suits is not None and not field.suits(value):
            broken = rules or [Validator(VALUE)]
    return Failure(broken[0], value, broken[0].text) if broken else None


def _is_empty(field: FormField, value: Value) -> bool:
    """A box that must be checked is not filled in as long as it is not, nor is rich text that shows nothing."""
    if field.kind is Kind.CHECKBOX and value == "0":
        return True
    if isinstance(value, list):
        return not value
    if field.kind is Kind.RICH_TEXT and "<img" not in value.lower() and len(value) <= _LOOKED_THROUGH:
        return not to_text(value).strip()
    return not value.strip()


def _holds(rule: Validator, value: Value) -> bool:
    check = _CHECKS[rule.name]
    return all(check(rule, one) for one in (value if isinstance(value, list) else [value]))


_CHECKS: dict[str, Callable[[Validator, str], bool]] = {
    VALUE: lambda rule, value: value in rule.arguments,
    MAX_LENGTH: lambda rule, value: len(value) <= int(rule.arguments[0]),
    PATTERN: lambda rule, value: matches(str(rule.arguments[0]), value),
    DATE: lambda _rule, value: is_date(value),
    DATETIME: lambda _rule, value: is_datetime(value),
    EMAIL: lambda _rule, value: is_address(value),
    NUMBER: lambda _rule, value: value.isascii() and value.isdigit(),
}
