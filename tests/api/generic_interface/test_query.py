from typing import Any

import pytest

from polydesk.api.generic_interface.query import parse_query


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        (b"", {}),
        (b"&;&", {}),
        (b"a=1;b=2&c=3", {"a": "1", "b": "2", "c": "3"}),
        (b"a=x=y&c=1", {"a": "x", "c": "1"}),
        (b"a==y", {"a": ""}),
        (b"flag&c=1", {"flag": "", "c": "1"}),
        (b"a+b=x+y&b=x%2By&c=%C3%A4", {"a+b": "x y", "b": "x+y", "c": "ä"}),
        (b"%C3%A4=%26%3D%3B", {"ä": "&=;"}),
        (b"a=0&b=00&c=%30", {"a": "", "b": "00", "c": ""}),
        (b"a=1&a=0", {"a": ["1", "0"]}),
        (b"a=0&a=1", {"a": ["", "1"]}),
        (b"a=1&a=2&a=3", {"a": ["1", "2", "3"]}),
        (b"a[]=1&b[x]=2", {"a[]": "1", "b[x]": "2"}),
        (b"&a=1", {"": "", "a": "1"}),
        (b"a=%zz&b=%FF&c=\xff", {"a": "%zz", "b": "\ufffd", "c": "\ufffd"}),
        (b"a=x%00y\x00", {"a": "xy"}),
    ],
)
def test_a_query_is_read_as_the_original_does(query: bytes, parameters: Any) -> None:
    assert parse_query(query) == parameters


def test_ten_thousand_parameters_are_enough() -> None:
    assert len(parse_query(b"&".join(b"a%d=1" % number for number in range(10_000)))) == 10_000
    with pytest.raises(ValueError, match="10000"):
        parse_query(b"&" * 10_000 + b"a")
