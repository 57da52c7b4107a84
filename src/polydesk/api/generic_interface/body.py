"""The request's body, merged with query and route: specification of the Generic Interface, section 1.4."""

import re
from collections.abc import Mapping
from typing import Any

from polydesk.api.generic_interface.json_input import decode_json
from polydesk.api.generic_interface.perl import given

_METHODS_WITH_BODY = frozenset(("POST", "PUT", "PATCH"))
# A body of millions of empty objects must not be multiplied by thousands of query parameters.
_MOST_MERGED_KEYS = 100_000

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_UTF8 = frozenset(("utf-8", "utf8"))
# Python knows codecs that are no charsets, some of them slow on hostile input; these are charsets.
_CHARSETS = re.compile(
    r"iso-?8859-?\d{1,2}|windows-125\d|cp\d{3,4}|latin-?\d|(us-)?ascii|utf-?(16|32)(-?[lb]e)?"
    r"|koi8-[ru]|gbk|gb2312|gb18030|big5|shift[_-]jis|euc-(jp|kr|tw)|iso-2022-jp|tis-620"
)


class TransportError(Exception):
    """A request no operation gets to see: the answer's HTTP status and bare text."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


def decode_body(
    method: str,
    content_type: str,
    body: bytes,
    max_length: int | None,
    *,
    query: Mapping[str, Any],
    route: Mapping[str, Any],
) -> Any:
    """The operation's input: an object, or a list where the body is one. Raises TransportError.

    `max_length` is in bytes. Route goes before query and query before body, per top-level key.
    """
    if not body or method not in _METHODS_WITH_BODY:
        return {"RequestMethod": method, **query, **route}
    if max_length is not None and len(body) > max_length:
        raise TransportError(413, "Payload Too Large")
    try:
        data = decode_json(_decoded(body, content_type))
    except (ValueError, LookupError) as error:
        raise _undecodable() from error
    return _merged(data, {**query, **route})


def _decoded(body: bytes, content_type: str) -> str:
    charset = _CHARSET.search(content_type) if content_type else None
    name = "utf-8" if charset is None else charset[1].lower()
    if name in _UTF8:
        return body.decode("utf-8")
    if not _CHARSETS.fullmatch(name):
        raise LookupError(f"unknown charset {name}")
    return body.decode(name)


def _merged(data: Any, parameters: dict[str, Any]) -> Any:
    if isinstance(data, dict) and data:
        data.update(parameters)
        return data
    if not given(data):
        raise _undecodable()
    if not isinstance(data, list) or not data or len(data) * len(parameters) > _MOST_MERGED_KEYS:
        raise TransportError(500, "Unsupported request content structure.")
    return [{**item, **parameters} if isinstance(item, dict) else item for item in data]


def _undecodable() -> TransportError:
    return TransportError(500, "Error while decoding request content.")
