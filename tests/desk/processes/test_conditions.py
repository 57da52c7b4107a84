"""When a condition holds."""

from typing import Any

import pytest

from polydesk.desk.processes.conditions import compile_condition
from polydesk.kernel.errors import Invalid

TICKET: dict[str, str | list[str]] = {
    "Queue": "Raw",
    "State": "open",
    "DynamicField_Topics": ["red", "blue"],
    "Empty": "",
}


def holds(*conditions: dict[str, Any], linking: str = "and", ticket: dict[str, str | list[str]] | None = None) -> bool:
    numbered = {str(number): one for number, one in enumerate(conditions, start=1)}
    config = {"ConditionLinking": linking, "Condition": numbered}
    return compile_condition(config, "T").holds(TICKET if ticket is None else ticket)


def fields(kind: str = "and", **wanted: Any) -> dict[str, Any]:
    return {"Type": kind, "Fields": wanted}


def match(kind: str, wanted: Any) -> dict[str, Any]:
    return {"Type": kind, "Match": wanted}


RAW, JUNK, OPEN, NEW = (
    match("String", "Raw"),
    match("String", "Junk"),
    match("String", "open"),
    match("String", "new"),
)


@pytest.mark.parametrize(
    ("kind", "queue", "state", "result"),
    [
        ("and", RAW, OPEN, True),
        ("and", RAW, NEW, False),
        ("or", JUNK, OPEN, True),
        ("or", JUNK, NEW, False),
        ("xor", RAW, NEW, True),
        ("xor", RAW, OPEN, False),
        ("xor", JUNK, NEW, False),
    ],
)
def test_fields_and_conditions_are_linked_alike(kind: str, queue: Any, state: Any, result: bool) -> None:
    assert holds(fields(kind, Queue=queue, State=state)) is result
    assert holds(fields(Queue=queue), fields(State=state), linking=kind) is result


@pytest.mark.parametrize(
    ("field", "wanted", "result"),
    [
        ("Queue", "Raw", True),
        ("Queue", "raw", False),
        ("Queue", match("String", ["Junk", "Raw"]), True),
        ("DynamicField_Topics", match("String", "blue"), True),
        ("DynamicField_Topics", ["blue"], True),
        ("DynamicField_Topics", match("Array", ["blue", "red"]), True),
        ("DynamicField_Topics", match("Array", ["blue", "green"]), False),
        ("Queue", match("Array", ["Raw"]), True),
        ("Queue", match("Regexp", "^R.w$"), True),
        ("Queue", match("Regexp", r"\ARaw\z"), True),
        ("Queue", match("Regexp", "r"), False),
        ("DynamicField_Topics", match("Regexp", "^bl"), True),
        ("Queue", match("Hash", {"Name": "Raw"}), False),
        ("Queue", match("Module", "Kernel::System::Any"), False),
        ("Missing", match("String", "x"), False),
        ("Empty", match("String", "0"), False),
    ],
)
def test_each_kind_compares_in_its_way(field: str, wanted: Any, result: bool) -> None:
    assert holds(fields(**{field: wanted})) is result


def test_without_conditions_nothing_holds() -> None:
    assert not holds()


@pytest.mark.parametrize(
    "wanted", [match("Array", "red"), match("Hash", "x"), match("Regexp", ""), match("String", {})]
)
def test_a_match_of_another_form_is_refused(wanted: Any) -> None:
    with pytest.raises(Invalid):
        holds(fields(Queue=wanted))


def test_what_stands_beyond_a_pattern_s_limit_is_not_found() -> None:
    """Class: regular expressions that take forever. The more a pattern can try, the less text it is tried on."""
    far = "x" * 3_000_000
    assert holds(fields(Title=match("Regexp", "a.*b.*c")), ticket={"Title": f"abc{far}"})
    assert not holds(fields(Title=match("Regexp", "a.*b.*c")), ticket={"Title": f"{far}abc"})
