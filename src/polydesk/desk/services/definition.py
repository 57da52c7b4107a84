"""A web service: its definition as an operator wrote it, and compiled to what a request needs.

Lenient about what a vendor's file may hold beyond that (requester, error handling, unknown keys are kept for
export); strict about what can not work. Specification of the Generic Interface, section 5.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, cast

from polydesk.desk.services.definition_yaml import dump_definition, parse_definition, unusable
from polydesk.desk.services.headers import Headers, compile_headers
from polydesk.desk.services.mapping import Mapping_, make_mapping
from polydesk.desk.services.routes import Route, compile_route
from polydesk.desk.services.scalars import given

__all__ = [
    "Operation",
    "Options",
    "Route",
    "WebService",
    "compile_service",
    "dump_definition",
    "parse_definition",
]

Threshold = Literal["debug", "info", "notice", "error"]
_THRESHOLDS: dict[str, Threshold] = {"debug": "debug", "info": "info", "notice": "notice", "error": "error"}
_SERVED_TRANSPORT = "HTTP::REST"
_STORED_TRANSPORTS = ("HTTP::SOAP", "", None)


@dataclass(frozen=True)
class Options:
    """The definition's `Polydesk` section, which vendors' files do not have.

    guide: accept the published guide's `{"Data": …}` envelope and its relaxed input.
    partial_changes: what was done before a failure stays, as in the original.
    post_for_get: a POST reaches a route limited to GET.
    """

    guide: bool = True
    customer_changes: Literal["limited", "all"] = "limited"
    partial_changes: bool = False
    post_for_get: bool = False


@dataclass(frozen=True)
class Operation:
    """`type` is the vendors' name of what runs, such as `Ticket::TicketCreate`."""

    name: str
    type: str
    include_ticket_data: bool
    inbound: dict[str, Any]
    outbound: dict[str, Any]
    description: str

    @cached_property
    def inbound_mapping(self) -> Mapping_:
        """Made on first use: an unusable mapping fails the request, not the service. Raises MappingError."""
        return make_mapping(self.inbound)

    @cached_property
    def outbound_mapping(self) -> Mapping_:
        """Like `inbound_mapping`, for the answer."""
        return make_mapping(self.outbound)


@dataclass(frozen=True, eq=False)
class WebService:
    """A compiled definition. `max_length` is in bytes, ``None`` for no limit; `routes` are in matching order."""

    id: int
    name: str
    config: dict[str, Any]
    threshold: Threshold
    max_length: int | None
    keep_alive: bool
    headers: Headers
    specific_headers: Mapping[str, Headers]
    error_headers: Headers
    operations: Mapping[str, Operation]
    routes: tuple[Route, ...]
    options: Options


def compile_service(id: int, name: str, config: dict[str, Any]) -> WebService:  # noqa: A002 - the field's name
    """The web service a definition describes. Raises Invalid with a message for the operator."""
    provider = _section(config, "Provider")
    transport = _transport(config, provider)
    details = _section(transport, "Config")
    operations = _operations(_section(provider, "Operation"))
    headers = compile_headers(details)
    return WebService(
        id=id,
        name=name,
        config=config,
        threshold=_threshold(config),
        max_length=_max_length(details.get("MaxLength")),
        keep_alive=given(details.get("KeepAlive")),
        headers=headers.common,
        specific_headers=headers.specific,
        error_headers=headers.on_errors,
        operations=operations,
        routes=_routes(transport, _section(details, "RouteOperationMapping"), operations),
        options=_options(_section(config, "Polydesk")),
    )


def _transport(config: dict[str, Any], provider: dict[str, Any]) -> dict[str, Any]:
    """Beside `Operation`; the published guide's example has it one level further out."""
    transport = _section(provider, "Transport") or _section(config, "Transport")
    kind = transport.get("Type", _SERVED_TRANSPORT)
    if kind != _SERVED_TRANSPORT and kind not in _STORED_TRANSPORTS:
        raise unusable(f"Transport type {kind!r} is not supported, only {_SERVED_TRANSPORT} is.")
    return transport


def _operations(section: dict[str, Any]) -> dict[str, Operation]:
    return {name: _operation(name, _section(section, name)) for name in section}


def _operation(name: str, config: dict[str, Any]) -> Operation:
    kind = config.get("Type")
    if not isinstance(kind, str) or not kind:
        raise unusable(f"Operation '{name}' has no Type.")
    description = config.get("Description")
    return Operation(
        name=name,
        type=kind,
        include_ticket_data=given(config.get("IncludeTicketData")),
        inbound=_section(config, "MappingInbound"),
        outbound=_section(config, "MappingOutbound"),
        description=description if isinstance(description, str) else "",
    )


def _routes(
    transport: dict[str, Any], section: dict[str, Any], operations: Mapping[str, Operation]
) -> tuple[Route, ...]:
    if transport.get("Type", _SERVED_TRANSPORT) != _SERVED_TRANSPORT:
        return ()
    for name in section:
        if name not in operations:
            raise unusable(f"There is a route for operation '{name}', but no such operation.")
    return tuple(compile_route(name, section[name]) for name in sorted(section))


def _threshold(config: dict[str, Any]) -> Threshold:
    return _THRESHOLDS.get(str(_section(config, "Debugger").get("DebugThreshold")), "error")


def _max_length(value: Any) -> int | None:
    digits = str(value)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 19 else None


def _options(section: dict[str, Any]) -> Options:
    changes = section.get("CustomerChanges", "limited")
    if changes not in ("limited", "all"):
        raise unusable("Polydesk.CustomerChanges is neither 'limited' nor 'all'.")
    return Options(
        guide=given(section.get("Guide", "1")),
        customer_changes=cast(Literal["limited", "all"], changes),
        partial_changes=given(section.get("PartialChanges")),
        post_for_get=given(section.get("PostForGet")),
    )


def _section(config: dict[str, Any], key: str) -> dict[str, Any]:
    """An undefined or empty section (`~`, `''`) is how the vendors' files say none."""
    section = config.get(key)
    if section is None or section == "":
        return {}
    if not isinstance(section, dict):
        raise unusable(f"{key} is not a mapping of keys to values.")
    return section
