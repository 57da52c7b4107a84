"""Additional response headers of a web service: specification of the Generic Interface, section 1.5."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from polydesk.desk.services.definition_yaml import unusable
from polydesk.desk.services.scalars import text

Headers = tuple[tuple[str, str], ...]

# The vendors' default for `GenericInterface::Operation::OutboundHeaderBlacklist`.
_NOT_OUTBOUND = frozenset(
    ("connection", "content-disposition", "content-length", "content-md5", "status", "transfer-encoding")
)
# A wrong length or encoding breaks the connection, whatever the definition says.
_FRAMING = frozenset(("content-length", "transfer-encoding"))
_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_VALUE = re.compile(r"[\t\x20-\x7e\xa0-\xff]*")


@dataclass(frozen=True)
class ServiceHeaders:
    """`common` and `specific` are for answers of operations, `on_errors` for every other answer."""

    common: Headers
    specific: Mapping[str, Headers]
    on_errors: Headers


def compile_headers(transport: Mapping[str, Any]) -> ServiceHeaders:
    """Headers from `Provider.Transport.Config`. Raises Invalid for what no header can hold."""
    additional = _headers(transport.get("AdditionalHeaders"), "AdditionalHeaders", _FRAMING)
    outbound = _section(transport.get("OutboundHeaders"), "OutboundHeaders")
    specific = _section(outbound.get("Specific"), "OutboundHeaders.Specific")
    return ServiceHeaders(
        common=additional or _headers(outbound.get("Common"), "OutboundHeaders.Common", _NOT_OUTBOUND),
        specific={
            operation: _headers(headers, f"OutboundHeaders.Specific.{operation}", _NOT_OUTBOUND)
            for operation, headers in specific.items()
        },
        on_errors=additional,
    )


def _headers(section: Any, where: str, dropped: frozenset[str]) -> Headers:
    named = _section(section, where)
    headers = tuple((name, _value(named[name], f"{where}.{name}")) for name in sorted(named))
    for name, _ in headers:
        if not _NAME.fullmatch(name):
            raise unusable(f"{where} holds {name!r}, which can not be a header's name.")
    return tuple(header for header in headers if header[0].lower() not in dropped)


def _value(value: Any, where: str) -> str:
    if isinstance(value, (dict, list)):
        raise unusable(f"{where} is not text.")
    content = text(value)
    if not _VALUE.fullmatch(content):
        raise unusable(f"{where} holds characters that can not be in a header.")
    return content


def _section(section: Any, where: str) -> dict[str, Any]:
    """An undefined or empty section (`~`, `''`) is how the vendors' files say none."""
    if section is None or section == "":
        return {}
    if not isinstance(section, dict):
        raise unusable(f"{where} is not a mapping of keys to values.")
    return section
