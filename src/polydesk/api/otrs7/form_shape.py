"""How a form and what is wrong with it look to clients: specification, sections 1.6 and 7."""

from collections.abc import Iterable, Mapping
from typing import Any

from polydesk.api.otrs7.answers import Answer, ok
from polydesk.api.otrs7.call import Call
from polydesk.api.otrs7.errors import invalid_input
from polydesk.api.otrs7.words import translated
from polydesk.desk.forms.check import value_of
from polydesk.desk.forms.field import Failure, FormField

_TEXTS = {
    "Required": "This field is required.",
    "Value": "This value is not among those to choose from.",
    "Text.MaxLength": "At most %s characters are allowed.",
    "Text.Pattern": "This value does not have the expected form.",
    "Date": "This is no date (YYYY-MM-DD).",
    "DateTime": "This is no date with a time (YYYY-MM-DD HH:MM:SS).",
    "Email": "This is no e-mail address.",
    "Number": "This is no number.",
    "IncorrectDisplayConfig": "This field is hidden and has no default, but the ticket needs it.",
}


def schema(call: Call, fields: Iterable[FormField], *, sent: Mapping[str, Any] | None = None, **beside: Any) -> Answer:
    """The form with the values that were sent, as far as they are known to it; `sent` is what the body comes to."""
    values = call.values if sent is None else sent
    shown = [_field_shape(call, field, values) for field in fields]
    return ok({"Schema": {"Fields": shown, **beside}})


def _field_shape(call: Call, field: FormField, sent: Mapping[str, Any]) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "Name": field.name,
        "Type": field.kind.value,
        "Label": translated(call, field.label),
        "Description": translated(call, field.description),
        "Default": field.suggestion if field.suggestion and field.name not in sent else value_of(field, sent),
        "Required": int(field.required),
        "Validators": [
            {"Name": one.name, **({"Arguments": list(one.arguments)} if one.arguments else {})}
            for one in field.validators
        ],
        "Hidden": int(field.hidden),
        "ReadOnly": int(field.read_only),
    }
    if field.options is not None:
        shape["Options"] = [
            {
                "Value": one.value,
                "Label": translated(call, one.label) if field.is_translated else one.label,
                "Disabled": int(one.disabled),
            }
            for one in field.options
        ]
        shape["Multiple"] = int(field.is_multiple)
        shape["Translated"] = int(field.is_translated)
    return shape


def refuse_plainly(call: Call, failures: Mapping[str, Failure]) -> None:
    """Raises Refused with 422 in the first shape, if there are any failures."""
    if failures:
        raise invalid_input({name: {"Message": _text(call, one)} for name, one in failures.items()})


def refuse_with_data(failures: Mapping[str, Failure]) -> None:
    """Raises Refused in the second shape: the text as it is in English, and what fills its places."""
    if failures:
        raise invalid_input(
            {
                name: {"Message": _english(one), "Data": [str(part) for part in one.validator.arguments]}
                for name, one in failures.items()
            }
        )


def refuse_by_validator(call: Call, failures: Mapping[str, Failure]) -> None:
    """Raises Refused in the third shape: which rule was broken, and by what."""
    if failures:
        raise invalid_input({name: _broken(call, one) for name, one in failures.items()})


def _broken(call: Call, failure: Failure) -> dict[str, Any]:
    shape: dict[str, Any] = {"Validator": failure.validator.name, "Message": _text(call, failure)}
    if failure.validator.name != "IncorrectDisplayConfig":
        arguments = list(failure.validator.arguments) or None
        shape["Attributes"] = {"Value": failure.value or None, "Source": None, "Arguments": arguments}
    return shape


def _english(failure: Failure) -> str:
    return failure.text or _TEXTS[failure.validator.name]


def _text(call: Call, failure: Failure) -> str:
    text = translated(call, _english(failure))
    for argument in failure.validator.arguments if "%s" in text else ():
        text = text.replace("%s", str(argument), 1)
    return text
