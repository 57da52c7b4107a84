"""JSON as Perl's decoder reads it: specification of the Generic Interface, section 1.4."""

import json
import re
from typing import Any, NoReturn

MAX_DEPTH = 512
_LARGEST = 2**63 - 1
_SMALLEST = -(2**63)
_DIGITS_OF_LARGEST = 20

# The closing quote is optional and the repeat possessive, so that a string left open is read once only.
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
_NUL_OR_ESCAPE = re.compile(r"\\(?:u0000|.)", re.DOTALL)


def decode_json(source: str) -> Any:
    """The value of a JSON text. Raises ValueError for whatever the original can not decode."""
    if source.count("[") + source.count("{") > MAX_DEPTH:
        _refuse_deep_nesting(source)
    try:
        value = _DECODER.decode(source)
        if "\\u0000" in source:
            value = _DECODER.decode(_without_nul(source))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if "\\ud" in source or "\\uD" in source:
        _refuse_lone_surrogates(value)
    return value


def _without_nul(source: str) -> str:
    """PostgreSQL's text can not hold NUL characters, so they are left out of every string."""
    return _NUL_OR_ESCAPE.sub(lambda escape: "" if len(escape[0]) > 2 else escape[0], source)


def _refuse_deep_nesting(source: str) -> None:
    depth = 0
    for token in _STRING_OR_BRACKET.finditer(source):
        first = source[token.start()]
        if first in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise ValueError(f"nested deeper than {MAX_DEPTH} levels")
        elif first in "]}":
            depth -= 1


def _refuse_lone_surrogates(value: Any) -> None:
    """Half a character can be neither stored nor sent. UnicodeEncodeError is a ValueError."""
    json.dumps(value, ensure_ascii=False).encode("utf-8")


def _integer(digits: str) -> int | str:
    """Integers beyond 64 bits signed stay text, as in Perl."""
    if len(digits) > _DIGITS_OF_LARGEST:
        return digits
    number = int(digits)
    return number if _SMALLEST <= number <= _LARGEST else digits


def _fraction(digits: str) -> int | float:
    """`1e3` and `1.0` are whole numbers to Perl."""
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"number out of range: {digits[:40]}")
    return int(number) if number.is_integer() and abs(number) < _LARGEST else number


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


_DECODER = json.JSONDecoder(parse_int=_integer, parse_float=_fraction, parse_constant=_refuse_constant)
