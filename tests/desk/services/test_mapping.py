from typing import Any

import pytest

from polydesk.desk.services.mapping import MappingError, make_mapping

KEEP = {"MapType": "Keep", "MapTo": ""}
IGNORE = {"MapType": "Ignore", "MapTo": ""}


def mapped(data: Any, **config: Any) -> Any:
    rules = {"KeyMapDefault": KEEP, "ValueMapDefault": KEEP, **config}
    return make_mapping({"Type": "Simple", "Config": rules}).apply(data)


def to(target: str) -> dict[str, str]:
    return {"MapType": "MapTo", "MapTo": target}


def test_no_mapping_touches_nothing() -> None:
    assert make_mapping({}).apply([1]) == [1]


def test_simple_without_a_config_passes_objects_through() -> None:
    assert make_mapping({"Type": "Simple"}).apply({"a": [1]}) == {"a": [1]}


@pytest.mark.parametrize("data", [[{"a": 1}], "text", 1, True, []])
def test_only_objects_can_be_mapped(data: Any) -> None:
    with pytest.raises(MappingError, match=r"^Got Data but it is not a hash ref in Mapping handler!$"):
        make_mapping({"Type": "Simple"}).apply(data)


@pytest.mark.parametrize("data", [{}, None])
def test_nothing_maps_to_an_empty_object(data: Any) -> None:
    assert mapped(data, KeyMapDefault=to("x")) == {}


def test_named_keys_are_renamed_and_others_kept_or_dropped() -> None:
    assert mapped({"q": "x", "r": "y"}, KeyMapExact={"q": "Title"}) == {"Title": "x", "r": "y"}
    assert mapped({"q": "x", "r": "y"}, KeyMapExact={"q": "Title"}, KeyMapDefault=IGNORE) == {"Title": "x"}
    assert mapped({"SessionID": "x"}, KeyMapDefault=to("Token")) == {"Token": "x"}


def test_keys_inside_objects_are_not_mapped() -> None:
    assert mapped({"a": {"q": "x"}}, KeyMapExact={"q": "Title"}) == {"a": {"q": "x"}}


def test_a_pattern_matches_the_whole_key_and_the_first_in_the_alphabet_counts() -> None:
    patterns = {"b.*": "second", "a.*": "first", ".*c": "zeroth"}
    assert mapped({"ab": 1, "my a": 2, "bc": 3}, KeyMapRegEx=patterns) == {"first": 1, "my a": 2, "zeroth": 3}


def test_blanks_in_a_pattern_mean_nothing() -> None:
    assert mapped({"fields": "x"}, KeyMapRegEx={"fiel (d | ds)": "DynamicField"}) == {"DynamicField": "x"}


def test_exact_names_come_before_patterns() -> None:
    assert mapped({"a": "x"}, KeyMapExact={"a": "exact"}, KeyMapRegEx={"a": "pattern"}) == {"exact": "x"}


def test_of_two_keys_with_one_exact_target_the_later_in_the_alphabet_wins() -> None:
    assert mapped({"q": "later", "Title": "earlier"}, KeyMapExact={"q": "Title"}) == {"Title": "later"}


def test_a_pattern_or_default_does_not_replace_a_true_value() -> None:
    assert mapped({"a1": "first", "a2": "second"}, KeyMapRegEx={"a.": "a"}) == {"a": "first"}
    assert mapped({"a": "first", "b": "second"}, KeyMapDefault=to("x")) == {"x": "first"}


def test_a_pattern_or_default_replaces_a_false_value() -> None:
    assert mapped({"a1": "0", "a2": "second"}, KeyMapRegEx={"a.": "a"}) == {"a": "second"}


def test_values_are_mapped_under_the_new_key() -> None:
    rules = {"StateType": {"ValueMapExact": {"active": "Open"}, "ValueMapRegEx": {"fin .*": "Closed"}}}
    keys = {"kind": "StateType"}
    assert mapped({"kind": "active"}, KeyMapExact=keys, ValueMap=rules) == {"StateType": "Open"}
    assert mapped({"kind": "finished"}, KeyMapExact=keys, ValueMap=rules) == {"StateType": "Closed"}
    assert mapped({"kind": "unfinished"}, KeyMapExact=keys, ValueMap=rules) == {"StateType": "unfinished"}


def test_numbers_are_looked_up_as_text_and_kept_as_numbers() -> None:
    rules = {"a": {"ValueMapExact": {"1": "one"}}}
    assert mapped({"a": 1}, ValueMap=rules) == {"a": "one"}
    assert mapped({"a": 2}, ValueMap=rules) == {"a": 2}


def test_the_default_for_values_maps_or_drops() -> None:
    assert mapped({"a": "x"}, ValueMapDefault=to("hidden")) == {"a": "hidden"}
    assert mapped({"a": "x", "b": []}, ValueMapDefault=IGNORE) == {"b": []}


@pytest.mark.parametrize("value", [["active"], {"b": "c"}, True, False, None])
def test_what_is_no_string_or_number_is_passed_through(value: Any) -> None:
    assert mapped({"a": value}, ValueMapDefault=to("hidden")) == {"a": value}


@pytest.mark.parametrize(
    "config",
    [
        {"KeyMapExact": {"a": "b"}},
        {"KeyMapDefault": KEEP},
        {"KeyMapDefault": KEEP, "ValueMapDefault": {"MapType": "Other"}},
        {"KeyMapDefault": KEEP, "ValueMapDefault": {"MapType": "MapTo", "MapTo": ""}},
        {"KeyMapDefault": KEEP, "ValueMapDefault": KEEP, "KeyMapExact": {}},
        {"KeyMapDefault": KEEP, "ValueMapDefault": KEEP, "KeyMapRegEx": []},
        {"KeyMapDefault": KEEP, "ValueMapDefault": KEEP, "KeyMapExact": {"a": ["b"]}},
        {"KeyMapDefault": KEEP, "ValueMapDefault": KEEP, "ValueMap": {"a": "b"}},
        {"KeyMapDefault": KEEP, "ValueMapDefault": KEEP, "ValueMap": {"a": {"ValueMapExact": {}}}},
        "text",
        ["list"],
    ],
)
def test_a_mapping_that_can_not_be_made_says_no_more_than_unknown(config: Any) -> None:
    with pytest.raises(MappingError, match=r"^Unknown$"):
        make_mapping({"Type": "Simple", "Config": config})


@pytest.mark.parametrize("kind", ["XSLT", "Test", None, ["Simple"], ""])
def test_only_the_simple_type_is_supported(kind: Any) -> None:
    with pytest.raises(MappingError, match="only Simple is"):
        make_mapping({"Type": kind, "Config": {"Template": "x"}})


@pytest.mark.parametrize("pattern", ["(a+)+", "(a+) +", r"\Qa\E", "["])
def test_a_pattern_that_is_refused_is_named(pattern: str) -> None:
    with pytest.raises(MappingError, match="regular expression"):
        mapped({"a": "b"}, KeyMapRegEx={pattern: "x"})
