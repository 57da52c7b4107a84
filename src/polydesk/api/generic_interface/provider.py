"""The provider: from a request to the answer of a web service's operation."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import structlog

from polydesk.api.generic_interface.answer import CRASHED, NO_SERVICE, Answer, failed, not_dispatched, ran
from polydesk.api.generic_interface.body import TransportError, decode_body
from polydesk.api.generic_interface.call import Call, NotAnObject
from polydesk.api.generic_interface.debugger import Debugger
from polydesk.api.generic_interface.errors import CANCELLED, Fault, Refusal, refusal_of
from polydesk.api.generic_interface.guide import (
    answers_both_ways,
    guide_types,
    in_envelope,
    is_documented,
    without_envelope,
)
from polydesk.api.generic_interface.operations.registry import runner
from polydesk.api.generic_interface.query import parse_query
from polydesk.api.generic_interface.quick import is_quick
from polydesk.api.generic_interface.routing import Target, match_route, no_route_message, split_path
from polydesk.desk.desk import Desk
from polydesk.desk.request import RequestDesk
from polydesk.desk.services.debugger_log import log_communication
from polydesk.desk.services.definition import WebService
from polydesk.desk.services.mapping import MappingError
from polydesk.desk.services.registry import WebServices
from polydesk.kernel.errors import DeskError


class Request(NamedTuple):
    """`path` is the undecoded path after the script's name, `whole_path` the one from the server's root."""

    method: str
    path: str
    whole_path: str
    query: bytes
    body: bytes
    headers: Mapping[str, str]
    remote_address: str


def answer(desk: Desk, request: Request) -> Answer:
    """The answer to a request, in one go."""
    return Provision(desk, request).answer()


class Provision:
    """The answering of one request in three steps: what it asks for, the doing of it, and what is left to write down.

    Every request gets an answer: what nobody foresaw is logged and answered like a crash of the original.
    """

    def __init__(self, desk: Desk, request: Request) -> None:
        self._desk = RequestDesk(desk, request.remote_address)
        self._request = request
        self._service: WebService | None = None
        self._debugger = Debugger("error")
        self._call: Call | None = None
        self._shape = _Shape(envelope=False, both=False)
        self._early: Answer | None = None

    def answer(self) -> Answer:
        """All three steps in one go."""
        self.prepare()
        result = self.run()
        self.close()
        return result

    @property
    def operation(self) -> str:
        """The type of what was asked for, empty if that is nothing we have."""
        return self._call.operation.type if self._call else ""

    def prepare(self) -> None:
        """Find the web service and the operation, and read the request. Waits for nothing but the database."""
        try:
            self._early = self._prepared()
        except Exception:  # noqa: BLE001  the last line of defence
            self._early = self._crash()

    @property
    def is_quick(self) -> bool:
        """Whether handing it to a thread would cost more than running it: it is decided, or reads a little."""
        return self._early is not None or (self._call is not None and is_quick(self._call))

    def run(self) -> Answer:
        if self._early is not None or self._call is None or self._service is None:
            return self._early or NO_SERVICE
        try:
            return self._ran(self._call, self._service)
        except Exception:  # noqa: BLE001  the last line of defence
            return self._crash()

    @property
    def has_log(self) -> bool:
        return self._debugger.has_notes

    def close(self) -> None:
        """Write the debugger's log, if there is something to write, and let go of the database."""
        try:
            if self._service and self.has_log:
                with self._desk.work() as work:
                    address = self._request.remote_address
                    contents, operation = self._debugger.masked(), self._debugger.operation
                    log_communication(work, self._service.id, address, contents, operation=operation)
        except Exception:  # noqa: BLE001  the answer stands, with or without its log
            self._crash()
        finally:
            self._desk.close()

    def _prepared(self) -> Answer | None:
        request, target = self._request, split_path(self._request.path)
        service = _find(self._desk, target)
        if service is None or target is None:
            return NO_SERVICE
        self._service, self._debugger = service, Debugger(service.threshold)
        started = {"Method": request.method, "Path": request.path}
        self._debugger.note("debug", "Communication sequence started", started)
        try:
            self._call, self._shape = _call(self._desk, request, service, target, self._debugger)
        except TransportError as error:
            self._debugger.note("error", error.text)
            return not_dispatched(service, error)
        except MappingError as error:
            return self._failed(service, error)
        return None

    def _ran(self, call: Call, service: WebService) -> Answer:
        try:
            data = _run(call, self._debugger, self._shape)
        except NotAnObject:
            return CRASHED
        except (Fault, MappingError) as error:
            return self._failed(service, error)
        self._debugger.note("debug", "Returning provider data to remote system (HTTP Code: 200)", data)
        return ran(service, call.operation.name, self._shape.wrap(data))

    def _failed(self, service: WebService, error: Exception) -> Answer:
        self._debugger.note("error", str(error))
        return failed(service, str(error))

    def _crash(self) -> Answer:
        # Not the path: a SessionID may be a part of it.
        service, operation = self._service, self._call and self._call.name
        structlog.get_logger().exception("request_crashed", web_service=service and service.name, operation=operation)
        return CRASHED


def _find(desk: RequestDesk, target: Target | None) -> WebService | None:
    if target is None:
        return None
    services = desk.look().config(WebServices)
    return services.named(target.name or "") if target.id is None else services.by_id(target.id)


class _Shape(NamedTuple):
    """How the answer is wrapped: bare as the original's, in the guide's envelope, or so that both readings work."""

    envelope: bool
    both: bool

    def typed(self, call: Call, data: dict[str, Any]) -> dict[str, Any]:
        return guide_types(call.operation, data) if self.envelope or self.both else data

    def wrap(self, data: dict[str, Any]) -> dict[str, Any]:
        if self.envelope:
            return in_envelope(data)
        return {**data, **in_envelope(data)} if self.both else data


def _call(
    desk: RequestDesk, request: Request, service: WebService, target: Target, debugger: Debugger
) -> tuple[Call, _Shape]:
    found = match_route(service, request.method, target.route)
    if found is None:
        raise TransportError(500, no_route_message(target, request.whole_path))
    name, route_params = found
    debugger.operation = name
    debugger.note("debug", f"Detected operation '{name}'")
    received = _received(request, service, route_params)
    data, envelope = without_envelope(service, received)
    debugger.watch_for_secrets(data)
    operation = service.operations[name]
    data = operation.inbound_mapping.apply(data)
    debugger.watch_for_secrets(data)
    # Not earlier: only the mapping tells which of the values are secrets.
    debugger.note("debug", "Incoming data before mapping", received)
    debugger.note("debug", "Incoming data after mapping", data)
    both = answers_both_ways(service, target.route, request.method)
    call = Call(
        desk,
        service,
        operation,
        data,
        remote_address=request.remote_address,
        client=request.headers.get("user-agent", ""),
        guide=envelope or is_documented(service, target.route),
        headers=request.headers,
    )
    return call, _Shape(envelope=envelope, both=both)


def _received(request: Request, service: WebService, route_params: dict[str, str]) -> Any:
    try:
        query = parse_query(request.query)
    except ValueError as error:
        raise TransportError(500, "Error while decoding request content.") from error
    content_type = request.headers.get("content-type", "")
    return decode_body(request.method, content_type, request.body, service.max_length, query=query, route=route_params)


def _run(call: Call, debugger: Debugger, shape: _Shape) -> dict[str, Any]:
    run = runner(call)
    try:
        data = run(call)
    except Refusal as refusal:
        debugger.note("error", refusal.code, refusal.message)
        data = refusal.data
    except DeskError as error:
        problem = refusal_of(call.name, error)
        debugger.note("error", str(error))
        if isinstance(problem, Fault):
            raise problem from error
        data = problem.data
    if not isinstance(data, dict):
        raise Fault(CANCELLED)
    debugger.watch_for_secrets(data)
    debugger.note("debug", "Outgoing data before mapping", data)
    mapped: dict[str, Any] = call.operation.outbound_mapping.apply(shape.typed(call, data))
    return mapped
