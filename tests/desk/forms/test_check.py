from typing import Any

import pytest

from polydesk.desk.forms.check import check_form
from polydesk.desk.forms.field import MISCONFIGURED, FormField, Kind, Option, Validator

NAME = FormField(name="Name", kind=Kind.TEXT, label="Name", required=True, rules=(Validator("Text.MaxLength", (5,)),))
COLOR = FormField(name="Color", kind=Kind.SELECT, label="Color", options=(Option("1", "red"), Option("2", "blue")))
AGREED = FormField(name="Agreed", kind=Kind.CHECKBOX, label="Agreed", required=True)


def broken(*fields: FormField, **sent: Any) -> dict[str, str]:
    return {name: failure.validator.name for name, failure in check_form(fields, sent)[1].items()}


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert broken(NAME, COLOR, AGREED, Name="abcdef", Color="3") == {
        "Name": "Text.MaxLength",
        "Color": "Value",
        "Agreed": "Required",
    }


@pytest.mark.parametrize("empty", ["", "  ", None, [], {}, ["x"]])
def test_what_is_no_text_counts_as_nothing(empty: Any) -> None:
    assert broken(NAME, Name=empty) == {"Name": "Required"}


def test_numbers_and_flags_count_as_texts() -> None:
    values, _ = check_form((COLOR, AGREED), {"Color": 2, "Agreed": True})
    assert values == {"Color": "2", "Agreed": "1"}


def test_what_was_not_sent_has_its_default() -> None:
    field = FormField(name="Name", kind=Kind.TEXT, label="Name", default="Ada", required=True)
    assert check_form((field,), {}) == ({"Name": "Ada"}, {})


def test_a_hidden_field_has_its_default_whatever_is_sent() -> None:
    field = FormField(name="Name", kind=Kind.TEXT, label="Name", default="Ada", hidden=True)
    assert check_form((field,), {"Name": "Bo"})[0] == {"Name": "Ada"}


def test_a_hidden_field_without_the_default_it_needs_is_the_administrators_mistake() -> None:
    field = FormField(name="Queue", kind=Kind.SELECT, label="Queue", options=(), hidden=True, rules=(MISCONFIGURED,))
    assert broken(field, Queue="1") == {"Queue": "IncorrectDisplayConfig"}


def test_what_is_there_already_may_stay() -> None:
    field = FormField(name="Color", kind=Kind.SELECT, label="Color", options=COLOR.options, default="9")
    assert broken(field) == broken(field, Color="9") == {}
    assert broken(field, Color="8") == {"Color": "Value"}
