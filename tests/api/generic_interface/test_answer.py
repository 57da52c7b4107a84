from typing import Any

import pytest

from polydesk.api.generic_interface.answer import CRASHED, NO_SERVICE, encode, failed, not_dispatched, ran
from polydesk.api.generic_interface.body import TransportError
from polydesk.desk.services.definition import WebService, compile_service

OUTBOUND = {"Common": {"X-Common": "1"}, "Specific": {"Echo": {"X-Echo": "2"}}}


def service(**transport: Any) -> WebService:
    return compile_service(2, "Desk", {"Provider": {"Transport": {"Config": transport}}})


def test_json_is_raw_utf8_with_bare_slashes_and_escaped_line_separators() -> None:
    assert encode({"a": "ü/🦊\u2028\u2029"}) == '{"a":"ü/🦊\\u2028\\u2029"}'.encode()


def test_an_operation_that_ran_answers_its_data_unwrapped() -> None:
    answer = ran(service(AdditionalHeaders={"X-Desk": "main", "X-Empty": None}), "Echo", {"TicketID": "1"})
    assert (answer.status, answer.content_type) == (200, "application/json; charset=UTF-8")
    assert answer.body == b'{"TicketID":"1"}'
    assert answer.headers == (("Connection", "close"), ("X-Desk", "main"), ("X-Empty", ""))


def test_an_operations_own_headers_are_on_its_answers_only() -> None:
    desk = service(OutboundHeaders=OUTBOUND, KeepAlive="1")
    connection, common = ("Connection", "Keep-Alive"), ("X-Common", "1")
    assert ran(desk, "Echo", {}).headers == (connection, common, ("X-Echo", "2"))
    assert ran(desk, "Other", {}).headers == (connection, common)
    assert failed(desk, "x").headers == (connection,)


def test_a_failure_is_json_labelled_as_text() -> None:
    answer = failed(service(AdditionalHeaders={"X-Desk": "main"}), "Unknown")
    assert (answer.status, answer.content_type) == (500, "text/plain; charset=UTF-8")
    assert answer.body == b'{"faultcode":"Server","faultstring":"Unknown"}'
    assert ("X-Desk", "main") in answer.headers


@pytest.mark.parametrize(("status", "text"), [(413, "Payload Too Large"), (500, "path '/ü'.")])
def test_a_transport_error_is_bare_text(status: int, text: str) -> None:
    answer = not_dispatched(service(AdditionalHeaders={"X-Desk": "main"}), TransportError(status, text))
    assert (answer.status, answer.content_type) == (status, "text/plain; charset=UTF-8")
    assert answer.body == text.encode()
    assert answer.headers == (("Connection", "close"), ("X-Desk", "main"))


def test_no_service_is_an_empty_500_without_a_type() -> None:
    assert (NO_SERVICE.status, NO_SERVICE.content_type, NO_SERVICE.body, NO_SERVICE.headers) == (500, None, b"", ())


def test_a_crash_tells_nothing() -> None:
    assert (CRASHED.status, CRASHED.content_type, CRASHED.body) == (500, "text/plain", b"Internal Server Error")
