import time

import pytest

from polydesk.desk.services.definition import dump_definition, parse_definition
from polydesk.kernel.errors import Invalid


def test_plain_scalars_stay_text_as_in_perl() -> None:
    parsed = parse_definition("a: 1\nb: 1.0\nc: yes\nd: 2024-01-01\ne: ~\n1: on\n")
    assert parsed == {"a": "1", "b": "1.0", "c": "yes", "d": "2024-01-01", "e": None, "1": "on"}


def test_dumping_writes_the_vendors_form() -> None:
    dumped = dump_definition({"b": {"MaxLength": "16000", "Route": "/x", "Mapping": {}}, "a": None, "c": ["ü"]})
    assert dumped == "---\na: ~\nb:\n  Mapping: {}\n  MaxLength: '16000'\n  Route: /x\nc:\n- ü\n"


def test_what_was_dumped_is_parsed_to_the_same() -> None:
    config = {"a": "~", "b": "1", "c": "", "d": [None, "null", " x ", "#"], "e": {"f": "l1\nl2"}, "0": "yes"}
    assert parse_definition(dump_definition(config)) == config


def test_shared_parts_are_dumped_in_full() -> None:
    shared = {"x": "y"}
    assert parse_definition(dump_definition({"a": shared, "b": shared})) == {"a": shared, "b": shared}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "just text",
        "- a list",
        "a: [",
        "a: &x [1]\nb: *x",
        "a: !!python/object/apply:os.system ['true']",
        "a: !!set {b}",
        "a: !!int 12",
        "a: !!int twelve",
        "? [complex]\n: key",
        "~: null as a key",
        'a: "\\0"',
        "a: \x01",
        "a: \ud800",
        "a: {" * 100,
        "[" * 100_000,
        "a: " + "x" * 1_000_001,
        "--- {a: b}\n--- {c: d}",
    ],
)
def test_anything_else_is_refused_with_a_message(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_definition(text)
    assert refused.value.code == "InvalidWebService"
    assert refused.value.details["message"]


def test_a_large_definition_is_parsed_in_reasonable_time() -> None:
    started = time.process_time()
    assert parse_definition("a:\n" + "- [a, b]\n" * 20_000)
    assert time.process_time() - started < 5
