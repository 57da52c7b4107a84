from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.fields.registry import FieldEntry
from polydesk.desk.fields.validate import Value
from polydesk.desk.forms.check import check_form
from polydesk.desk.forms.dynamic import dynamic_form_field, fields_by_values
from polydesk.desk.forms.field import FormField, Kind

CHOICES: dict[str, Any] = {"PossibleValues": {"web": "Website", "shop": "Web shop"}}


def made(desk: Desk, kind: str, *, required: bool = False, default: Value | None = None, **config: Any) -> FormField:
    entry = FieldEntry(1, "F", "Label", kind, "Ticket", config, valid=True, internal=False)
    with desk.look() as look:
        return dynamic_form_field(look, entry, required=required, default=default)


def refused(field: FormField, value: Any) -> str:
    failures = check_form([field], {"DynamicField_F": value})[1]
    return failures["DynamicField_F"].validator.name if failures else ""


@pytest.fixture
def desk(shared: Desk) -> Desk:
    return shared


def test_each_kind_is_filled_in_its_own_way(desk: Desk) -> None:
    kinds = {
        "Text": Kind.TEXT,
        "TextArea": Kind.TEXTAREA,
        "Checkbox": Kind.CHECKBOX,
        "Dropdown": Kind.SELECT,
        "Multiselect": Kind.SELECT,
        "Date": Kind.DATE,
        "DateTime": Kind.DATETIME,
    }
    assert {kind: made(desk, kind).kind for kind in kinds} == kinds


def test_a_choice_offers_its_keys_and_the_empty_one_if_it_may_be_left_open(desk: Desk) -> None:
    field = made(desk, "Dropdown", PossibleNone=1, TranslatableValues=1, **CHOICES)
    assert [(one.value, one.label) for one in field.options or ()] == [
        ("", "-"),
        ("web", "Website"),
        ("shop", "Web shop"),
    ]
    assert field.is_translated
    assert (refused(field, "shop"), refused(field, ""), refused(field, "Website")) == ("", "", "Value")


def test_a_multiselect_takes_several_keys(desk: Desk) -> None:
    field = made(desk, "Multiselect", **CHOICES)
    assert refused(field, ["web", "shop"]) == refused(field, "web") == ""
    assert refused(field, ["web", "x"]) == "Value"


def test_dates_obey_their_restriction(desk: Desk) -> None:
    field = made(desk, "Date", DateRestriction="DisableFutureDates")
    assert refused(field, "2001-02-03") == ""
    assert refused(field, "2999-02-03") == refused(field, "2001-02-30") == refused(field, "soon") == "Date"


def test_a_text_must_match_the_fields_patterns(desk: Desk) -> None:
    told = "Say A and digits."
    field = made(desk, "Text", RegExList=[{"Value": "^A[0-9]+$", "ErrorMessage": told}])
    assert refused(field, "A12") == ""
    failure = check_form([field], {"DynamicField_F": "B"})[1]["DynamicField_F"]
    assert (failure.validator.name, failure.validator.arguments, failure.text) == ("Text.Pattern", ("^A[0-9]+$",), told)


def test_what_is_no_pattern_asks_for_nothing(desk: Desk) -> None:
    assert refused(made(desk, "Text", RegExList=["^A$", {"ErrorMessage": "x"}]), "B") == ""


def test_d12_a_pattern_that_could_run_forever_refuses_everything(desk: Desk) -> None:
    assert refused(made(desk, "Text", RegExList=[{"Value": "(a+)+$"}]), "a" * 50) == "Text.Pattern"


def test_required_means_filled_in_and_for_a_box_checked(desk: Desk) -> None:
    assert refused(made(desk, "Text", required=True), " ") == "Required"
    assert refused(made(desk, "Checkbox", required=True), "0") == "Required"
    assert refused(made(desk, "Checkbox", required=True), True) == ""


def test_the_fields_own_default_counts_if_it_suits(desk: Desk) -> None:
    assert made(desk, "Text", DefaultValue="x").default == "x"
    assert made(desk, "Checkbox", DefaultValue=1).default == "1"
    assert made(desk, "Dropdown", DefaultValue="gone", **CHOICES).default == ""
    assert made(desk, "Multiselect", DefaultValue=["web", "gone"], **CHOICES).default == ["web"]
    assert made(desk, "DateTime", DefaultValue=3600).default == ""


def test_what_a_ticket_holds_may_stay_though_it_is_no_longer_offered(desk: Desk) -> None:
    field = made(desk, "Dropdown", default="gone", **CHOICES)
    assert [one.value for one in field.options or ()] == ["web", "shop", "gone"]
    assert refused(field, "gone") == ""


def test_values_are_stored_by_the_fields_they_belong_to(desk: Desk) -> None:
    field = made(desk, "Text")
    title = FormField(name="Title", kind=Kind.TEXT, label="Title")
    stored = fields_by_values([title, field], {"Title": "t", "DynamicField_F": "v"})
    assert [(entry.name, value) for entry, value in stored.items()] == [("F", "v")]
