from pathlib import Path
from typing import Any

import pytest

from polydesk.desk.services.definition import Options, WebService, compile_service, parse_definition
from polydesk.desk.services.mapping import MappingError
from polydesk.kernel.errors import Invalid

HERE = Path(__file__).parent


def compiled(yaml_text: str) -> WebService:
    return compile_service(2, "Desk", parse_definition(yaml_text))


def guide(file: str) -> WebService:
    return compiled((HERE / file).read_text())


def with_transport(config: str) -> WebService:
    return compiled("Provider: {Transport: {Type: 'HTTP::REST', Config: {" + config + "}}}")


def with_operation(operation: str, route: str = "", transport: str = "") -> WebService:
    lines = (
        "Provider:",
        "  Operation: {Echo: {" + operation + "}}",
        "  Transport: {" + transport + "Config: {RouteOperationMapping: {" + route + "}}}",
    )
    return compiled("\n".join(lines))


def test_the_guides_example_has_its_transport_beside_the_provider() -> None:
    service = guide("guide_mytest.yml")
    assert [(route.operation, route.text, route.methods) for route in service.routes] == [
        ("MyTest", "/MyTest", frozenset({"GET"}))
    ]
    assert service.operations["MyTest"].type == "Test::Module"
    assert service.operations["MyTest"].description == "Test operation"


def test_the_guides_otobo_service_compiles() -> None:
    service = guide("guide_otobo.yml")
    assert (service.threshold, service.max_length, service.keep_alive) == ("debug", 16000, True)
    assert service.headers == ()
    assert len(service.routes) == 6
    assert service.operations["ticket-create"].include_ticket_data
    assert not service.operations["ticket-get"].include_ticket_data
    assert service.operations["ticket-get"].inbound_mapping.apply({"a": "b"}) == {"a": "b"}


def test_routes_are_tried_in_order_of_the_operations_names() -> None:
    service = guide("guide_otobo.yml")
    assert [route.operation for route in service.routes] == sorted(service.operations)


def test_the_definition_is_kept_as_it_was_for_export() -> None:
    config = {"Requester": {"Transport": {"Type": "HTTP::REST"}, "Invoker": {"x": {}}}, "Unknown": ["1"]}
    assert compile_service(2, "Desk", config).config == config


def test_without_a_section_of_our_own_the_options_are_the_defaults() -> None:
    assert compiled("Description: ''").options == Options(
        guide=True, customer_changes="limited", partial_changes=False, post_for_get=False
    )


def test_our_own_section_sets_the_options() -> None:
    service = compiled("Polydesk: {Guide: 0, CustomerChanges: all, PartialChanges: 1, PostForGet: '1'}")
    assert service.options == Options(guide=False, customer_changes="all", partial_changes=True, post_for_get=True)


@pytest.mark.parametrize("flag", ["''", "'0'", "0", "~"])
def test_flags_are_off_where_perl_says_false(flag: str) -> None:
    assert not with_transport(f"KeepAlive: {flag}").keep_alive


@pytest.mark.parametrize(
    ("written", "bytes_allowed"), [("'2000'", 2000), ("0", 0), ("''", None), ("~", None), ("1e3", None), ("-1", None)]
)
def test_a_maximum_length_counts_only_if_it_is_an_integer(written: str, bytes_allowed: int | None) -> None:
    assert with_transport(f"MaxLength: {written}").max_length == bytes_allowed


@pytest.mark.parametrize(("written", "threshold"), [("info", "info"), ("loud", "error"), ("~", "error")])
def test_an_unknown_debug_threshold_is_the_quietest(written: str, threshold: str) -> None:
    assert compiled(f"Debugger: {{DebugThreshold: {written}}}").threshold == threshold


@pytest.mark.parametrize("kind", ["'HTTP::SOAP'", "''", "~"])
def test_a_soap_or_empty_transport_is_stored_but_serves_no_routes(kind: str) -> None:
    service = with_operation("Type: 'Test::Test'", "Echo: {Route: /x}", f"Type: {kind}, ")
    assert service.routes == ()


def test_an_unusable_mapping_fails_when_it_is_used_not_before() -> None:
    operation = with_operation("Type: 'Test::Test', MappingInbound: {Type: XSLT}").operations["Echo"]
    with pytest.raises(MappingError):
        _ = operation.inbound_mapping


@pytest.mark.parametrize(
    ("operation", "route", "words"),
    [
        ("Description: x", "", "no Type"),
        ("Type: ''", "", "no Type"),
        ("Type: 'Test::Test', MappingInbound: text", "", "MappingInbound"),
        ("Type: 'Test::Test'", "Other: {Route: /x}", "no such operation"),
        ("Type: 'Test::Test'", "Echo: {Route: [/x]}", "not text"),
        ("Type: 'Test::Test'", "Echo: {Route: /x, RequestMethod: GET}", "list of methods"),
        ("Type: 'Test::Test'", "Echo: {Route: /x, RequestMethod: [[GET]]}", "list of methods"),
        ("Type: 'Test::Test'", "Echo: {Route: '/(x'}", "does not compile"),
        ("Type: 'Test::Test'", "Echo: {Route: '/(a+)+'}", "itself holds a repeat"),
        ("Type: 'Test::Test'", "Echo: text", "not a mapping"),
    ],
)
def test_what_can_not_work_is_refused_with_a_message(operation: str, route: str, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        with_operation(operation, route)
    assert words in str(refused.value.details["message"])


@pytest.mark.parametrize(
    "config",
    [
        {"Provider": []},
        {"Provider": {"Transport": {"Type": "HTTP::Test"}}},
        {"Provider": {"Transport": {"Type": ["HTTP::REST"]}}},
        {"Polydesk": {"CustomerChanges": "some"}},
        {"Polydesk": {"CustomerChanges": ["all"]}},
    ],
)
def test_sections_of_another_kind_are_refused(config: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        compile_service(2, "Desk", config)
