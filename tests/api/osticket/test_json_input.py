"""JSON as it comes, good and bad."""

import json
from typing import Any

import pytest

from polydesk.api.osticket import json_input
from polydesk.api.osticket.errors import Unreadable
from polydesk.api.osticket.json_input import decode_json


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"", json_input.SYNTAX),
        (b'{"a":1,}', json_input.SYNTAX),
        (b"[,]", json_input.SYNTAX),
        (b"\xef\xbb\xbf{}", json_input.SYNTAX),
        (b"[NaN]", json_input.SYNTAX),
        (b"[1e999]", json_input.SYNTAX),
        (b'"\t"', json_input.CONTROL),
        (b'"\xff"', json_input.ENCODING),
        (b'"\\ud800"', json_input.SURROGATE),
        (b"[" * 513 + b"]" * 513, json_input.DEPTH),
        (b"[" * 1_000_000, json_input.DEPTH),
        (b'{"a":' * 600, json_input.DEPTH),
    ],
    ids=lambda value: value[:16].decode("latin-1") if isinstance(value, bytes) else "",
)
def test_each_defect_has_its_text(body: bytes, text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        decode_json(body)
    assert str(refused.value) == text


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'["a", ]', ["a"]),
        (b'[[1,],{"b":[",]",],"c":2}, ]', [[1], {"b": [",]"], "c": 2}]),
        (b'["]", "[", "\\"[,]"]', ["]", "[", '"[,]']),
        (b'{"a\\u0000": "b\\u0000c"}', {"a": "bc"}),
        (b'"\\ud83d\\ude00"', "\U0001f600"),
        (b"12345678901234567890", 1.2345678901234567e19),
        (b"1" * 300, float("1" * 300)),
    ],
)
def test_what_can_be_read_is_read(body: bytes, value: Any) -> None:
    assert decode_json(body) == value


def test_depth_counts_brackets_outside_of_texts_only() -> None:
    assert decode_json(json.dumps(["[{" * 2000]).encode()) == ["[{" * 2000]
