"""Answers as bytes: specification of the Generic Interface, section 1.5."""

from typing import Any, NamedTuple

import msgspec

from polydesk.api.generic_interface.body import TransportError
from polydesk.desk.services.definition import WebService

JSON = "application/json; charset=UTF-8"
TEXT = "text/plain; charset=UTF-8"

_encoder = msgspec.json.Encoder()


class Answer(NamedTuple):
    """`content_type` ``None`` means no such header. Texts of `headers` are Latin-1."""

    status: int
    content_type: str | None
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()


NO_SERVICE = Answer(500, None, b"")
CRASHED = Answer(500, "text/plain", b"Internal Server Error")


def encode(data: Any) -> bytes:
    """JSON as the original writes it: raw UTF-8, slashes bare, the two line separators of JavaScript escaped."""
    encoded = _encoder.encode(data)
    if b"\xe2" not in encoded:  # looking for one byte costs a hundredth of looking for three
        return encoded
    return encoded.replace(b"\xe2\x80\xa8", b"\\u2028").replace(b"\xe2\x80\xa9", b"\\u2029")


def fault(text: str) -> dict[str, str]:
    return {"faultcode": "Server", "faultstring": text}


def ran(service: WebService, operation: str, data: Any) -> Answer:
    """The operation ran, also if it refused; `data` is sent as it is."""
    specific = service.specific_headers.get(operation, ())
    return Answer(200, JSON, encode(data), (_connection(service), *service.headers, *specific))


def failed(service: WebService, text: str) -> Answer:
    """The operation or its mapping failed, or there is no such operation type. JSON, but labelled as text."""
    return Answer(500, TEXT, encode(fault(text)), (_connection(service), *service.error_headers))


def not_dispatched(service: WebService, error: TransportError) -> Answer:
    """The request did not get as far as an operation."""
    headers = (_connection(service), *service.error_headers)
    return Answer(error.status, TEXT, error.text.encode("utf-8", "replace"), headers)


def _connection(service: WebService) -> tuple[str, str]:
    return ("Connection", "Keep-Alive" if service.keep_alive else "close")
