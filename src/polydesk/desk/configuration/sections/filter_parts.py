"""The rules and actions of ticket filters, and those of postmaster filters."""

from typing import Any

from polydesk.desk.configuration.place import Place
from polydesk.desk.configuration.sections.entries import a_flag, a_name, a_text, an_id, entries, one_of
from polydesk.desk.intake.answers.pattern import check_pattern
from polydesk.desk.intake.filters import ACTIONS, COMPANY_RULES, OPERATORS
from polydesk.kernel.patterns import PatternError, searching


def _check_rule(rule: dict[str, Any], place: Place) -> None:
    if rule["what"].startswith("company.") and rule["what"] not in COMPANY_RULES:
        raise place.key("what").refuse("unknown_word", known=list(COMPANY_RULES))
    if rule["how"] not in ("match", "not_match"):
        return
    try:
        check_pattern(rule["value"])
    except ValueError as error:
        raise place.key("value").refuse("unusable", message=str(error)) from error


def _check_action(action: dict[str, Any], place: Place) -> None:
    key = ACTIONS[action["type"]]
    if set(action) != ({"type", key} if key else {"type"}):
        raise place.refuse("keys_expected", keys=["type", key] if key else ["type"])


FILTER_RULES = entries(
    "rules",
    {"what": a_name, "how": one_of(*OPERATORS), "value": a_text},
    needed=("what", "how", "value"),
    extra=_check_rule,
)
FILTER_ACTIONS = entries(
    "actions",
    {"type": one_of(*ACTIONS), **{key: an_id for key in ACTIONS.values() if key}},
    needed=("type",),
    extra=_check_action,
)


def _check_search(value: Any, place: Place) -> str:
    pattern = a_text(value, place)
    try:
        searching(pattern)
    except PatternError as error:
        raise place.refuse("unusable", message=str(error)) from error
    return pattern


def _check_control(value: Any, place: Place) -> str:
    header = a_name(value, place)
    if not header.lower().startswith(("x-otrs-", "x-otobo-")):
        raise place.refuse("control_header_expected")
    return header


POSTMASTER_MATCH = entries(
    "match",
    {"header": a_name, "pattern": _check_search, "not": a_flag},
    needed=("header", "pattern"),
)
POSTMASTER_SET = entries("set", {"header": _check_control, "value": a_text}, needed=("header", "value"))
