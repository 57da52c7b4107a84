"""A definition as the fields of forms, and back. Only what a form changes is changed; all else stays in its place."""

from copy import deepcopy
from dataclasses import dataclass, field, fields
from typing import Any

from polydesk.desk.services.definition_yaml import unusable
from polydesk.desk.services.mapping import MappingError, make_mapping
from polydesk.desk.services.mapping_form import NO_MAPPING, MappingForm, read_mapping, with_mapping
from polydesk.desk.services.scalars import given
from polydesk.kernel.errors import Conflict, NotFound

Config = dict[str, Any]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
THRESHOLDS = ("debug", "info", "notice", "error")
_MOST_NAME = 200


@dataclass(frozen=True, kw_only=True)
class General:
    """What is not about one operation."""

    description: str = ""
    threshold: str = "error"
    max_length: str = ""
    keep_alive: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    guide: bool = True
    customer_changes: str = "limited"
    partial_changes: bool = False
    post_for_get: bool = False


@dataclass(frozen=True, kw_only=True)
class OperationForm:
    name: str
    type: str = ""
    description: str = ""
    include_ticket_data: bool = False
    route: str = ""
    methods: tuple[str, ...] = ()
    """None: any."""
    inbound: MappingForm = NO_MAPPING
    outbound: MappingForm = NO_MAPPING


def read_general(config: Config) -> General:
    details, own = _at(config, *_transport_place(config), "Config"), _at(config, "Polydesk")
    threshold = str(_at(config, "Debugger").get("DebugThreshold"))
    return General(
        description=_text(config.get("Description")),
        threshold=threshold if threshold in THRESHOLDS else "error",
        max_length=_text(details.get("MaxLength")),
        keep_alive=given(details.get("KeepAlive")),
        headers={name: _text(value) for name, value in _at(details, "AdditionalHeaders").items()},
        guide=given(own.get("Guide", "1")),
        customer_changes=_text(own.get("CustomerChanges", "limited")),
        partial_changes=given(own.get("PartialChanges")),
        post_for_get=given(own.get("PostForGet")),
    )


def with_general(config: Config, wanted: General) -> Config:
    changed, transport = deepcopy(config), (*_transport_place(config), "Config")
    places = {
        "description": ("Description",),
        "threshold": ("Debugger", "DebugThreshold"),
        "max_length": (*transport, "MaxLength"),
        "keep_alive": (*transport, "KeepAlive"),
        "headers": (*transport, "AdditionalHeaders"),
        "guide": ("Polydesk", "Guide"),
        "customer_changes": ("Polydesk", "CustomerChanges"),
        "partial_changes": ("Polydesk", "PartialChanges"),
        "post_for_get": ("Polydesk", "PostForGet"),
    }
    before = read_general(config)
    for one in fields(General):
        value = getattr(wanted, one.name)
        if value != getattr(before, one.name):
            _put(changed, places[one.name], str(int(value)) if isinstance(value, bool) else value)
    return changed


def operation_names(config: Config) -> list[str]:
    return sorted(_at(config, "Provider", "Operation"))


def read_operation(config: Config, name: str) -> OperationForm:
    """Raises NotFound."""
    operations = _at(config, "Provider", "Operation")
    if name not in operations:
        raise NotFound("web_service.operation", name=name)
    operation, route = _at(operations, name), _at(config, *_routes_place(config), name)
    methods = route.get("RequestMethod")
    return OperationForm(
        name=name,
        type=_text(operation.get("Type")),
        description=_text(operation.get("Description")),
        include_ticket_data=given(operation.get("IncludeTicketData")),
        route=_text(route.get("Route")),
        methods=tuple(map(str, methods)) if isinstance(methods, list) else (),
        inbound=read_mapping(operation.get("MappingInbound")),
        outbound=read_mapping(operation.get("MappingOutbound")),
    )


def with_operation(config: Config, name: str | None, wanted: OperationForm) -> Config:
    """A new operation for no `name`. Raises Conflict for a name that is taken, Invalid for what cannot work."""
    if not wanted.name.strip() or len(wanted.name) > _MOST_NAME:
        raise unusable("An operation needs a name.")
    before = read_operation(config, name) if name is not None else OperationForm(name=wanted.name)
    if wanted.name != name and wanted.name in _at(config, "Provider", "Operation"):
        raise Conflict("web_service.operation_taken", name=wanted.name)
    changed = deepcopy(config)
    operations = _made(changed, "Provider", "Operation")
    operation = _at(operations, name) if name is not None else {"MappingInbound": {}, "MappingOutbound": {}}
    for key, old, new in (
        ("Type", before.type, wanted.type),
        ("Description", before.description, wanted.description),
        ("IncludeTicketData", before.include_ticket_data, wanted.include_ticket_data),
    ):
        if old != new:
            operation[key] = str(int(new)) if isinstance(new, bool) else new
    _put_mappings(operation, wanted)
    if name is not None:
        del operations[name]
    operations[wanted.name] = operation
    _put_route(changed, name, before, wanted)
    return changed


def without_operation(config: Config, name: str) -> Config:
    """Raises NotFound."""
    read_operation(config, name)
    changed = deepcopy(config)
    del _at(changed, "Provider", "Operation")[name]
    _at(changed, *_routes_place(changed)).pop(name, None)
    return changed


def _put_mappings(operation: Config, wanted: OperationForm) -> None:
    for key, form in (("MappingInbound", wanted.inbound), ("MappingOutbound", wanted.outbound)):
        section = operation.get(key)
        new = with_mapping(section, form)
        if new is section:
            continue
        try:
            make_mapping(new)
        except MappingError as error:
            raise unusable(f"{key}: {error}") from error
        operation[key] = new


def _put_route(config: Config, name: str | None, before: OperationForm, wanted: OperationForm) -> None:
    is_same = (before.route, before.methods) == (wanted.route, wanted.methods)
    if is_same and wanted.name == name:
        return
    routes = _made(config, *_routes_place(config))
    route = routes.pop(name, None) or {} if name is not None else {}
    if not wanted.route:
        return
    if not is_same:
        route = {**route, "Route": wanted.route, "RequestMethod": list(wanted.methods)}
    routes[wanted.name] = route


def _transport_place(config: Config) -> tuple[str, ...]:
    """Beside the operations; the published guide's example has it one level further out."""
    outer = not _at(config, "Provider", "Transport") and _at(config, "Transport")
    return ("Transport",) if outer else ("Provider", "Transport")


def _routes_place(config: Config) -> tuple[str, ...]:
    return (*_transport_place(config), "Config", "RouteOperationMapping")


def _at(config: Config, *keys: str) -> Config:
    """What is there, or nothing; to be read, or changed where something is."""
    for key in keys:
        inner = config.get(key)
        if not isinstance(inner, dict):
            return {}
        config = inner
    return config


def _made(config: Config, *keys: str) -> Config:
    for key in keys:
        if not isinstance(config.get(key), dict):
            config[key] = {}
        config = config[key]
    return config


def _put(config: Config, place: tuple[str, ...], value: Any) -> None:
    _made(config, *place[:-1])[place[-1]] = value


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
