"""The configuration of a dynamic field: what people usually want as inputs, all the rest as YAML."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from polydesk.desk.configuration.document import parse_document
from polydesk.kernel.errors import Invalid
from polydesk.kernel.patterns import PatternError, searching
from polydesk.web.admin.inputs import Mistake, Widget
from polydesk.web.admin.parts import part
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

Config = dict[str, Any]
_NOTHING = object()


@dataclass(frozen=True)
class ConfigPart:
    """`kinds` are those of fields it means something for. `suits` says whether its input can show a value."""

    key: str
    label: str
    shape: str
    kinds: tuple[str, ...]
    about: str = ""


_TEXTS, _CHOICES, _MOMENTS = ("Text", "TextArea"), ("Dropdown", "Multiselect"), ("Date", "DateTime")
PARTS = (
    ConfigPart("PossibleValues", _("Possible values"), "pairs", _CHOICES, _("One a line: key = label.")),
    ConfigPart("PossibleNone", _("May be empty"), "flag", _CHOICES),
    ConfigPart("TranslatableValues", _("Labels are translated"), "flag", _CHOICES),
    ConfigPart(
        "DefaultValue",
        _("Default"),
        "text",
        (*_TEXTS, *_CHOICES, *_MOMENTS, "Checkbox"),
        _("The key of a value; 1 for a box that is ticked; for times, seconds from now."),
    ),
    ConfigPart(
        "RegExList",
        _("Must match"),
        "patterns",
        _TEXTS,
        _("One a line: a pattern, then “ :: ” and what people are told if it does not match."),
    ),
    ConfigPart("Rows", _("Height in lines"), "text", ("TextArea",)),
    ConfigPart("Cols", _("Width in characters"), "text", ("TextArea",)),
    ConfigPart(
        "Link",
        _("Address behind the value"),
        "text",
        ("Text", "Dropdown", *_MOMENTS),
        _("Where a click on the value leads."),
    ),
    ConfigPart("DateRestriction", _("Which days"), "restriction", _MOMENTS),
    ConfigPart("YearsPeriod", _("Limit the years offered"), "flag", _MOMENTS),
    ConfigPart("YearsInPast", _("Years back"), "text", _MOMENTS),
    ConfigPart("YearsInFuture", _("Years ahead"), "text", _MOMENTS),
)
RESTRICTIONS = {
    "": _("all"),
    "DisablePastDates": _("from now on"),
    "DisableFutureDates": _("until now"),
}


def _read(page: Page, key: str) -> Config:
    sent = _again(page, key)
    config: Config = {}
    for one in PARTS:
        value = _PARSE[one.shape](sent[one.key])
        if value is not _NOTHING:
            config[one.key] = value
    rest = _rest(sent["rest"])
    twice = sorted(config.keys() & rest.keys())
    if twice:
        raise Mistake(_("What has a field of its own does not belong into the YAML."))
    return config | rest


def _again(page: Page, key: str) -> dict[str, str]:
    names = (*(one.key for one in PARTS), "rest")
    return {name: part(page, key, name) for name in names}


def _show(config: Mapping[str, Any] | None) -> dict[str, str]:
    """What an input cannot show without loss stands in the YAML."""
    held = dict(config or {})
    shown = {}
    for one in PARTS:
        text = _SHOW[one.shape](held[one.key]) if one.key in held else ""
        shown[one.key] = text or ""
        if text is not None:
            held.pop(one.key, None)
    shown["rest"] = yaml.safe_dump(held, sort_keys=False, allow_unicode=True, width=100) if held else ""
    return shown


def _merge(known: Config, given: Config) -> Config:
    """Each part that looks as it did is as it was."""
    before, after = _show(known), _show(given)
    parts = {one.key for one in PARTS}
    if before["rest"] == after["rest"]:
        rest = {name: value for name, value in known.items() if _is_rest(name, parts, before, value)}
    else:
        rest = {name: value for name, value in given.items() if _is_rest(name, parts, after, value)}
    merged = {}
    for name in dict.fromkeys((*known, *given)):
        if name in rest:
            merged[name] = rest[name]
        elif name in parts and before[name] == after[name]:
            merged |= {name: known[name]} if name in known else {name: given[name]}
        elif name in parts and name in given:
            merged[name] = given[name]
    return merged


def _is_rest(name: str, parts: set[str], shown: Mapping[str, str], value: Any) -> bool:
    shape = next((one.shape for one in PARTS if one.key == name), None)
    return shape is None or _SHOW[shape](value) is None


def _rest(text: str) -> Config:
    try:
        return parse_document(text) if text.strip() else {}
    except Invalid as error:
        raise Mistake(_("This is not the YAML it should be.")) from error


def _pairs(text: str) -> Any:
    lines = [line.partition("=") for line in text.split("\n") if line.strip()]
    pairs = {key.strip(): (label if sign else key).strip() for key, sign, label in lines}
    if len(pairs) < len(lines):
        raise Mistake(_("Each key may stand once."))
    return pairs or _NOTHING


def _show_pairs(value: Any) -> str | None:
    if not isinstance(value, dict) or not all(isinstance(label, str | int) for label in value.values()):
        return None if value else ""
    if any(
        "=" in str(key) or set("\r\n") & set(f"{key}{label}") or not str(key).strip() for key, label in value.items()
    ):
        return None
    return "\n".join(f"{key} = {label}" for key, label in value.items())


def _patterns(text: str) -> Any:
    listed = []
    for line in text.split("\n"):
        pattern, _sign, told = line.partition(" :: ")
        if pattern.strip():
            _check(pattern.strip())
            listed.append({"Value": pattern.strip(), "ErrorMessage": told.strip()})
    return listed or _NOTHING


def _check(pattern: str) -> None:
    try:
        searching(pattern)
    except PatternError as error:
        raise Mistake(_("This is no pattern that can be used.")) from error


def _show_patterns(value: Any) -> str | None:
    if not value:
        return ""
    if not isinstance(value, list) or not all(_is_pattern(one) for one in value):
        return None
    return "\n".join(f"{one['Value']} :: {one['ErrorMessage']}".removesuffix(" :: ") for one in value)


def _is_pattern(one: Any) -> bool:
    return (
        isinstance(one, dict)
        and one.keys() == {"Value", "ErrorMessage"}
        and all(isinstance(text, str) and not set(text) & set("\r\n") and " :: " not in text for text in one.values())
    )


def _show_text(value: Any) -> str | None:
    if value is None:
        return ""
    is_line = isinstance(value, str) and not set(value) & set("\r\n")
    return str(value) if is_line or (isinstance(value, int) and not isinstance(value, bool)) else None


def _show_flag(value: Any) -> str | None:
    return {"0": "", "": "", "1": "1", "True": "1", "False": ""}.get(str(value))


def _show_restriction(value: Any) -> str | None:
    known = {**dict.fromkeys(RESTRICTIONS), "none": None}
    return ("" if value == "none" else str(value)) if value in known else None


_PARSE: Mapping[str, Callable[[str], Any]] = {
    "pairs": _pairs,
    "patterns": _patterns,
    "text": lambda text: text or _NOTHING,
    "flag": lambda text: 1 if text == "1" else _NOTHING,
    "restriction": lambda text: text if text in RESTRICTIONS and text else _NOTHING,
}
_SHOW: Mapping[str, Callable[[Any], str | None]] = {
    "pairs": _show_pairs,
    "patterns": _show_patterns,
    "text": _show_text,
    "flag": _show_flag,
    "restriction": _show_restriction,
}
"""The text that stands in the input; None for what it cannot show."""
FIELD_CONFIG = Widget(
    "field_config",
    _read,
    _show,
    again=_again,
    merge=_merge,
    template="admin/field_config.html",
    parts={"parts": PARTS, "restrictions": RESTRICTIONS},
)
