"""Dynamic fields as fields of forms. What suits them is decided where it is decided for every API."""

from collections.abc import Iterable, Mapping
from functools import partial

from polydesk.desk.fields.registry import FieldEntry
from polydesk.desk.fields.validate import Value, patterns_of, suits
from polydesk.desk.forms.check import DATE, DATETIME, PATTERN
from polydesk.desk.forms.field import FormField, Kind, Option, Validator
from polydesk.kernel.work import Look

PREFIX = "DynamicField_"
_KINDS: Mapping[str, Kind] = {
    "TextArea": Kind.TEXTAREA,
    "Checkbox": Kind.CHECKBOX,
    "Dropdown": Kind.SELECT,
    "Multiselect": Kind.SELECT,
    "Date": Kind.DATE,
    "DateTime": Kind.DATETIME,
}
_MOMENTS = {"Date": DATE, "DateTime": DATETIME}
_NO_CHOICE = Option("", "-")


def dynamic_form_field(look: Look, entry: FieldEntry, *, required: bool, default: Value | None = None) -> FormField:
    """`default` is what the field holds already, and may go on holding; without it the field has its own default."""
    return FormField(
        name=PREFIX + entry.name,
        kind=_KINDS.get(entry.kind, Kind.TEXT),
        label=entry.label,
        default=_own_default(look, entry) if default is None else default,
        required=required,
        options=_options(entry, default),
        is_multiple=entry.kind == "Multiselect",
        is_translated=bool(entry.config.get("TranslatableValues")),
        rules=_rules(entry),
        entry=entry,
        suits=partial(suits, entry, now=look.now),
    )


def fields_by_values(fields: Iterable[FormField], values: Mapping[str, Value]) -> dict[FieldEntry, Value]:
    """What is to be stored in the dynamic fields among these fields."""
    return {field.entry: values[field.name] for field in fields if field.entry is not None}


def _own_default(look: Look, entry: FieldEntry) -> Value:
    """Moments have none: OTRS counts theirs from the time a page is shown, and an API shows none."""
    is_several = entry.kind == "Multiselect"
    if entry.kind in _MOMENTS:
        return ""
    given = entry.config.get("DefaultValue")
    keys = [str(one) for one in (given if isinstance(given, list) else [given]) if one not in (None, "")]
    usable = [key for key in keys if suits(entry, key, now=look.now)]
    return usable if is_several else next(iter(usable), "0" if entry.kind == "Checkbox" else "")


def _options(entry: FieldEntry, held: Value | None) -> list[Option] | None:
    if entry.kind not in ("Dropdown", "Multiselect"):
        return None
    none = [_NO_CHOICE] if entry.config.get("PossibleNone") and entry.kind == "Dropdown" else []
    offered = [Option(key, label) for key, label in entry.possible_values.items()]
    former = [one for one in (held if isinstance(held, list) else [held or ""]) if one]
    return [*none, *offered, *(Option(one, one) for one in former if one not in entry.possible_values)]


def _rules(entry: FieldEntry) -> list[Validator]:
    if entry.kind in _MOMENTS:
        return [Validator(_MOMENTS[entry.kind])]
    return [Validator(PATTERN, (pattern,), told) for pattern, told in patterns_of(entry)]
