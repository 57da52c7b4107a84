"""The table of all endpoints: each area names its own."""

from polydesk.api.otrs7 import auth_operations
from polydesk.api.otrs7.routing import Operation, Routes

OPERATIONS: tuple[Operation, ...] = (*auth_operations.OPERATIONS,)
ROUTES = Routes(OPERATIONS)
