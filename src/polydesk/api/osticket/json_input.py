"""JSON as the original reads it, with its names for what is wrong."""

import json
import re
from typing import Any, NoReturn

from polydesk.api.osticket.errors import Unreadable

SYNTAX = "Syntax error, malformed JSON"
CONTROL = "Unexpected control character found"
ENCODING = "Malformed UTF-8 characters, possibly incorrectly encoded"
DEPTH = "Maximum stack depth exceeded"
SURROGATE = "Single unpaired high surrogate in Unicode escape"
MAX_DEPTH = 512
_LONGEST_INTEGER = 18

# The closing quote is optional and the repeat possessive, so that a string left open is read once only.
_STRING_OR_SIGN = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[,]\s*+,|,\s*+\]|[\[\]{}]', re.DOTALL)


def decode_json(body: bytes) -> Any:
    """The value of a JSON text, without NUL characters, which no database text can hold."""
    try:
        source = body.decode()
    except UnicodeDecodeError:
        raise Unreadable(ENCODING) from None
    _refuse_deep_nesting(source)
    value = _decoded(source)
    if "\\u" in source:
        value = without_nul(value)
        _refuse_lone_surrogates(value)
    return value


def _decoded(source: str) -> Any:
    try:
        return _DECODER.decode(source)
    except json.JSONDecodeError as error:
        if error.msg.startswith("Invalid control character"):
            raise Unreadable(CONTROL) from None
    except (ValueError, RecursionError):
        raise Unreadable(SYNTAX) from None
    return _decoded_without_last_commas(source)


def _decoded_without_last_commas(source: str) -> Any:
    """The documentation's own example has a comma after the last attachment, so that one comma is let pass."""
    mended = _STRING_OR_SIGN.sub(lambda found: "]" if found[0][0] == "," and found[0][-1] == "]" else found[0], source)
    try:
        return _DECODER.decode(mended)
    except (ValueError, RecursionError):
        raise Unreadable(SYNTAX) from None


def _refuse_deep_nesting(source: str) -> None:
    if source.count("[") + source.count("{") <= MAX_DEPTH:
        return
    depth = 0
    for token in _STRING_OR_SIGN.finditer(source):
        first, last = token[0][0], token[0][-1]
        depth += (first in "[{") - (last in "]}" and first != '"')
        if depth > MAX_DEPTH:
            raise Unreadable(DEPTH)


def without_nul(value: Any) -> Any:
    """Nesting is bounded before this is called."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list):
        return [without_nul(one) for one in value]
    if isinstance(value, dict):
        return {name.replace("\0", ""): without_nul(one) for name, one in value.items()}
    return value


def _refuse_lone_surrogates(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise Unreadable(SURROGATE) from None


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= _LONGEST_INTEGER else _fraction(digits)


def _fraction(digits: str) -> int | float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError("out of range")
    return number


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_int=_integer, parse_float=_fraction, parse_constant=_refuse_constant)
