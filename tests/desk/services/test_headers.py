from typing import Any

import pytest

from polydesk.desk.services.headers import compile_headers
from polydesk.kernel.errors import Invalid

OUTBOUND = {"Common": {"X-Common": "1"}, "Specific": {"Echo": {"X-Echo": "2"}}}


def test_additional_headers_are_on_every_answer_and_null_is_an_empty_header() -> None:
    headers = compile_headers({"AdditionalHeaders": {"X-Desk": "main", "X-Empty": None}})
    assert headers.common == (("X-Desk", "main"), ("X-Empty", ""))
    assert headers.on_errors == headers.common


def test_no_additional_headers() -> None:
    assert compile_headers({"AdditionalHeaders": None}).common == ()


def test_outbound_headers_are_not_on_errors() -> None:
    headers = compile_headers({"OutboundHeaders": OUTBOUND})
    assert headers.common == (("X-Common", "1"),)
    assert headers.specific == {"Echo": (("X-Echo", "2"),)}
    assert headers.on_errors == ()


def test_additional_headers_stand_for_the_common_outbound_ones() -> None:
    headers = compile_headers({"AdditionalHeaders": {"X-Desk": "main"}, "OutboundHeaders": OUTBOUND})
    assert headers.common == (("X-Desk", "main"),)
    assert headers.specific == {"Echo": (("X-Echo", "2"),)}


def test_the_blacklist_holds_for_outbound_headers_only() -> None:
    listed = {"connection": "x", "Content-Disposition": "x", "Status": "200"}
    assert compile_headers({"OutboundHeaders": {"Common": listed}}).common == ()
    assert len(compile_headers({"AdditionalHeaders": listed}).common) == 3


def test_what_frames_the_answer_is_never_the_definitions() -> None:
    framing = {"Content-Length": "1", "Transfer-Encoding": "chunked"}
    assert compile_headers({"AdditionalHeaders": framing}).common == ()


@pytest.mark.parametrize(
    "headers", [{"X": "a\r\nSet-Cookie: b"}, {"X\n": "a"}, {"": "a"}, {"X": "✓"}, {"X": ["a"]}, ["X"], "X"]
)
def test_what_no_header_can_hold_is_refused(headers: Any) -> None:
    with pytest.raises(Invalid):
        compile_headers({"AdditionalHeaders": headers})
