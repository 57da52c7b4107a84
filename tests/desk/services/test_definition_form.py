"""Definitions as forms: what a form does not change stays as it is."""

from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import polydesk.desk.configuration
from polydesk.desk.services.definition import parse_definition
from polydesk.desk.services.definition_form import (
    operation_names,
    read_general,
    read_operation,
    with_general,
    with_operation,
    without_operation,
)
from polydesk.desk.services.mapping_form import DefaultRule, Rule
from polydesk.kernel.errors import Conflict, Invalid, NotFound

READY = sorted((Path(polydesk.desk.configuration.__file__).parent / "webservices").glob("*.yml"))
GUIDES = sorted(Path(__file__).parent.glob("*.yml"))
VENDOR = parse_definition((Path(__file__).parent / "vendor_export.yml").read_text())


@pytest.mark.parametrize("path", [*READY, *GUIDES], ids=lambda path: path.stem)
def test_forms_that_are_sent_as_they_were_shown_change_nothing(path: Path) -> None:
    unchanged(parse_definition(path.read_text()))


def test_what_a_vendor_exports_comes_back_as_it_was() -> None:
    unchanged(VENDOR)


def unchanged(config: dict[str, Any]) -> None:
    before = deepcopy(config)
    config = with_general(config, read_general(config))
    for name in operation_names(config):
        config = with_operation(config, name, read_operation(config, name))
    assert config == before


def test_one_field_changes_one_place() -> None:
    changed = with_general(VENDOR, replace(read_general(VENDOR), max_length="7", headers={"X-Desk": "two"}))
    expected = deepcopy(VENDOR)
    expected["Provider"]["Transport"]["Config"] |= {"MaxLength": "7", "AdditionalHeaders": {"X-Desk": "two"}}
    assert changed == expected


def test_the_guides_transport_is_changed_where_it_stands() -> None:
    config: dict[str, Any] = {"Provider": {"Operation": {}}, "Transport": {"Type": "HTTP::REST"}}
    changed = with_general(config, replace(read_general(config), max_length="7"))
    assert changed["Transport"]["Config"] == {"MaxLength": "7"} and "Transport" not in changed["Provider"]


def test_a_renamed_operation_takes_its_route_along() -> None:
    changed = with_operation(
        VENDOR, "Get", replace(read_operation(VENDOR, "Get"), name="Read", methods=("GET", "POST"))
    )
    assert operation_names(changed) == ["Read"]
    [(name, route)] = changed["Provider"]["Transport"]["Config"]["RouteOperationMapping"].items()
    assert (name, route["RequestMethod"], route["ParserBackend"]) == ("Read", ["GET", "POST"], "JSON")


def test_a_rule_of_a_mapping_is_changed_and_the_rest_of_it_stays() -> None:
    form = read_operation(VENDOR, "Get")
    inbound = replace(
        form.inbound,
        keys=(Rule("exact", "login", "UserLogin"),),
        values=(*form.inbound.values, Rule("exact", "yes", "1", "AllArticles")),
        value_default=DefaultRule("Keep"),
    )
    operation = with_operation(VENDOR, "Get", replace(form, inbound=inbound))["Provider"]["Operation"]["Get"]
    assert operation["MappingInbound"]["ConfigVersion"] == "2"
    assert operation["MappingOutbound"] == VENDOR["Provider"]["Operation"]["Get"]["MappingOutbound"]
    assert operation["MappingInbound"]["Config"] == {
        "KeyMapExact": {"login": "UserLogin"},
        "KeyMapDefault": {"MapType": "Keep", "MapTo": "", "Note": "kept"},
        "ValueMap": {
            "UserLogin": {"ValueMapExact": {"a": "b"}, "ValueMapRegEx": {"c+": "d"}, "Note": "kept"},
            "AllArticles": {"ValueMapExact": {"yes": "1"}},
        },
        "ValueMapDefault": {"MapType": "Keep", "MapTo": ""},
    }


def test_a_mapping_of_another_type_is_not_for_forms() -> None:
    outbound = read_operation(VENDOR, "Get").outbound
    assert (outbound.kind, outbound.editable) == ("XSLT", False)


def test_a_pattern_that_cannot_be_bounded_is_refused() -> None:
    form = read_operation(VENDOR, "Get")
    inbound = replace(form.inbound, keys=(Rule("pattern", "(a+)+b", "x"),))
    with pytest.raises(Invalid):
        with_operation(VENDOR, "Get", replace(form, inbound=inbound))


def test_an_operation_is_made_and_taken_away_with_its_route() -> None:
    made = with_operation(VENDOR, None, replace(read_operation(VENDOR, "Get"), name="Two", route="/Two"))
    assert operation_names(made) == ["Get", "Two"]
    assert without_operation(made, "Two")["Provider"] == VENDOR["Provider"]
    with pytest.raises(Conflict):
        with_operation(made, None, read_operation(VENDOR, "Get"))
    with pytest.raises(NotFound):
        without_operation(VENDOR, "Two")
