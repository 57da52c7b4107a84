import json
import time
from typing import Any

import pytest

from polydesk.api.generic_interface.body import TransportError, decode_body

UNDECODABLE = (500, "Error while decoding request content.")
UNSUPPORTED = (500, "Unsupported request content structure.")


def decoded(body: bytes, method: str = "POST", content_type: str = "", limit: int | None = None, **given: Any) -> Any:
    query, route = given.get("query", {}), given.get("route", {})
    return decode_body(method, content_type, body, limit, query=query, route=route)


def refusal(body: bytes, content_type: str = "", limit: int | None = None) -> tuple[int, str]:
    with pytest.raises(TransportError) as refused:
        decoded(body, content_type=content_type, limit=limit)
    return refused.value.status, refused.value.text


def test_without_a_body_the_operation_hears_the_method() -> None:
    assert decoded(b"", query={"a": "1"}, route={"b": "2"}) == {"RequestMethod": "POST", "a": "1", "b": "2"}


@pytest.mark.parametrize("method", ["GET", "DELETE", "HEAD", "OPTIONS", "TRACE", "post"])
def test_only_post_put_and_patch_have_bodies(method: str) -> None:
    assert decoded(b"not JSON", method=method, limit=1) == {"RequestMethod": method}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_with_a_body_the_method_is_not_added(method: str) -> None:
    assert decoded(b'{"a":1}', method=method) == {"a": 1}


def test_route_goes_before_query_and_query_before_body() -> None:
    body = b'{"a":"body","b":{"x":1},"c":"body"}'
    merged = decoded(body, query={"a": "query", "b": ["query"]}, route={"a": "route"})
    assert merged == {"a": "route", "b": ["query"], "c": "body"}


def test_each_object_of_a_list_gets_query_and_route() -> None:
    assert decoded(b'[{"a":1},2]', query={"b": "q"}, route={"a": "r"}) == [{"a": "r", "b": "q"}, 2]


def test_a_long_list_is_not_multiplied_by_many_parameters() -> None:
    with pytest.raises(TransportError):
        decoded(b"[" + b"{}," * 10_000 + b"{}]", query={str(number): "" for number in range(1_000)})


def test_the_length_is_counted_in_bytes_and_exactly_the_limit_passes() -> None:
    body = '{"a":"ü"}'.encode()
    assert decoded(body, limit=len(body)) == {"a": "ü"}
    assert refusal(body, limit=len(body) - 1) == (413, "Payload Too Large")
    assert refusal(b"{}", limit=0) == (413, "Payload Too Large")


@pytest.mark.parametrize(
    "body",
    [
        b"null",
        b"false",
        b"0",
        b"-0",
        b"0.0",
        b'""',
        b"  \n ",
        b"{",
        b'{"a":1,}',
        b"{'a':1}",
        b'{"a":1}{"b":2}',
        b"a=1&b=2",
        b'\xef\xbb\xbf{"a":1}',
        b'{"a":"\xff"}',
        b'{"a":"\xed\xa0\x80"}',
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b'{"a":1e999}',
        b'{"a":"\n"}',
        b'{"a":"\x00"}',
        rb'{"a":"\ud800"}',
        rb'{"\uDC00x":1}',
        rb'{"a":"\ude00\ud83e"}',
        b'{"a":"\\u12"}',
        b"\x00" * 10,
    ],
)
def test_what_can_not_be_decoded(body: bytes) -> None:
    assert refusal(body) == UNDECODABLE


@pytest.mark.parametrize("body", [b"{}", b"[]", b'"text"', b"12", b"true", b"1.5"])
def test_what_is_json_but_no_input(body: bytes) -> None:
    assert refusal(body) == UNSUPPORTED


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12345678901234567890123", "12345678901234567890123"),
        ("9223372036854775807", 9223372036854775807),
        ("9223372036854775808", "9223372036854775808"),
        ("-9223372036854775808", -9223372036854775808),
        ("-9223372036854775809", "-9223372036854775809"),
        ("9" * 5_000, "9" * 5_000),
        ("1e3", 1000),
        ("-0", 0),
        ("1.0", 1),
        ("0.1", 0.1),
        ("1e30", 1e30),
        ("true", True),
        ("null", None),
    ],
)
def test_numbers_are_read_as_perl_does(written: str, value: Any) -> None:
    read = decoded(f'{{"a":{written}}}'.encode())["a"]
    assert read == value
    assert type(read) is type(value)


def test_the_last_of_equal_keys_counts() -> None:
    assert decoded(b'{"a":1,"a":2}') == {"a": 2}


def test_nul_characters_are_left_out() -> None:
    assert decoded(rb'{"a\u0000":"x\u0000y","b":["\\u0000","\\\u0000"]}') == {"a": "xy", "b": ["\\u0000", "\\"]}


def test_surrogate_pairs_are_one_character() -> None:
    assert decoded(rb'{"a":"\ud83e\udd8a"}') == {"a": "🦊"}


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_nesting_ends_at_512_levels(opening: str) -> None:
    closing = {"[": "]"}.get(opening, "}")
    assert decoded((opening * 512 + "1" + closing * 512).encode())
    assert refusal((opening * 513 + "1" + closing * 513).encode()) == UNDECODABLE
    assert refusal((opening * 1_000_000).encode()) == UNDECODABLE


def test_surrogates_and_nul_in_the_deepest_nesting_are_no_trouble() -> None:
    assert decoded(b"[" * 512 + rb'"\ud83e\udd8a\u0000"' + b"]" * 512)


def test_brackets_inside_strings_do_not_nest() -> None:
    assert decoded(json.dumps({"a": "[" * 1_000, 'b"{': "\\"}).encode())
    assert decoded(b"[" + b"[]," * 1_000 + b"1]")


def test_a_string_left_open_is_read_once() -> None:
    started = time.perf_counter()
    assert refusal(b"[" * 512 + b"{" + b'"' + b'\\"' * 500_000) == UNDECODABLE
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    "content_type",
    ["", "text/xml", "application/x-www-form-urlencoded", "application/json; charset=UTF-8", 'a/b;charset="utf8"'],
)
def test_the_content_type_does_not_matter(content_type: str) -> None:
    assert decoded('{"a":"ü"}'.encode(), content_type=content_type) == {"a": "ü"}


@pytest.mark.parametrize("charset", ["iso-8859-1", "ISO-8859-15", "windows-1252", '"latin1"', "UTF-16LE"])
def test_another_charset_is_converted(charset: str) -> None:
    body = '{"a":"Grüße"}'.encode(charset.strip('"'))
    assert decoded(body, content_type=f"application/json; Charset = {charset}") == {"a": "Grüße"}


@pytest.mark.parametrize("charset", ["klingon", "punycode", "idna", "rot13", "zip", "unicode_escape", "iso-8859-99"])
def test_what_is_no_charset_can_not_be_decoded(charset: str) -> None:
    assert refusal(b'{"a":1}', content_type=f"a/b; charset={charset}") == UNDECODABLE
