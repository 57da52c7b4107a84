"""Which function runs an operation type: our own, and those of installed packages.

A package adds operations by Python entry points of the group `polydesk.operations`, named by the type a web service
uses (`Test::Module`), each a function from a Call to the answer's data.
"""

from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points
from typing import Any

import structlog

from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.errors import Fault
from polydesk.api.generic_interface.operations.session_create import session_create
from polydesk.api.generic_interface.operations.session_get import session_get
from polydesk.api.generic_interface.operations.session_remove import session_remove
from polydesk.api.generic_interface.operations.test_test import echo
from polydesk.api.generic_interface.operations.ticket_create import ticket_create
from polydesk.api.generic_interface.operations.ticket_delete import ticket_delete
from polydesk.api.generic_interface.operations.ticket_get import ticket_get
from polydesk.api.generic_interface.operations.ticket_history_get import ticket_history_get
from polydesk.api.generic_interface.operations.ticket_search import ticket_search
from polydesk.api.generic_interface.operations.ticket_update import ticket_update

Run = Callable[[Call], Any]
GROUP = "polydesk.operations"

OPERATIONS: dict[str, Run] = {
    "Session::SessionCreate": session_create,
    "Session::SessionGet": session_get,
    "Session::SessionRemove": session_remove,
    "Ticket::TicketCreate": ticket_create,
    "Ticket::TicketGet": ticket_get,
    "Ticket::TicketHistoryGet": ticket_history_get,
    "Ticket::TicketSearch": ticket_search,
    "Ticket::TicketUpdate": ticket_update,
    "Test::Test": echo,
}
GUIDE_OPERATIONS: dict[str, Run] = {"Ticket::TicketDelete": ticket_delete}
"""Operations only the published guide knows; web services that are not to follow it do not have them."""


def runner(call: Call) -> Run:
    """Raises Fault, in the original's words, for a type nobody provides."""
    kind = call.operation.type
    run = OPERATIONS.get(kind) or (GUIDE_OPERATIONS.get(kind) if call.service.options.guide else None)
    run = run or _installed().get(kind)
    if run is None:
        raise Fault(f"Can't load operation backend module Kernel::GenericInterface::Operation::{kind}!")
    return run


@cache
def _installed() -> dict[str, Run]:
    found: dict[str, Run] = {}
    for point in entry_points(group=GROUP):
        try:
            found[point.name] = point.load()
        except Exception:  # noqa: BLE001  a broken package must not take the others down
            structlog.get_logger().exception("operation_not_loaded", entry_point=point.name)
    return found
