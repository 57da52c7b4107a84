from typing import Any

import pytest

from polydesk.api.generic_interface.perl import given, is_string, text, trimmed


@pytest.mark.parametrize("value", [None, "", "0", 0, 0.0, False])
def test_not_given(value: Any) -> None:
    assert not given(value)


@pytest.mark.parametrize("value", ["00", "0.0", " ", 1, -1, 0.5, True, [], {}, "a"])
def test_given(value: Any) -> None:
    assert given(value)


def test_strings_are_text_and_numbers() -> None:
    assert all(is_string(value) for value in ("", "a", 0, 1.5))
    nothing: list[Any] = [None, True, False, [], {}]
    assert not any(is_string(value) for value in nothing)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("a", "a"),
        (1, "1"),
        (1.0, "1"),
        (1.5, "1.5"),
        (0.1, "0.1"),
        (1e30, "1e+30"),
        (True, "1"),
        (False, "0"),
        (None, ""),
    ],
)
def test_scalars_as_text(value: Any, written: str) -> None:
    assert text(value) == written


def test_trimming_copies_and_reaches_the_objects_own_scalars_only() -> None:
    original = {"a": " x\n", "b": 1.0, "c": True, "d": None, "e": {"f": " y "}, "g": [" z "]}
    assert trimmed(original) == {"a": "x", "b": "1", "c": "1", "d": None, "e": {"f": " y "}, "g": [" z "]}
    assert original["a"] == " x\n"
