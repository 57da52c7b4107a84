"""A request as the operations see it."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from polydesk.desk.browser_tls import speaks_tls
from polydesk.kernel.storable import storable

Scope = MutableMapping[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """`path` is decoded; names of `headers` are in lower case; a query parameter sent twice has two values."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes
    peer: str
    is_secure: bool
    is_cut: bool
    """Whether the body was too large to be taken, and is left out."""

    def cookie(self, name: str) -> str:
        for pair in self.headers.get("cookie", "").split(";"):
            key, _, value = pair.strip().partition("=")
            if key == name:
                return value.strip('"')
        return ""


def parse_request(scope: Scope, body: bytes | None) -> Request:
    client = scope.get("client")
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    query: dict[str, list[str]] = {}
    for name, value in parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True):
        query.setdefault(storable(name), []).append(storable(value))
    return Request(
        method=scope["method"],
        path=storable(scope["path"]),
        query=query,
        headers=headers,
        body=body or b"",
        peer=client[0] if client else "",
        is_secure=speaks_tls(scope.get("scheme", ""), headers),
        is_cut=body is None,
    )
