"""The table of all endpoints: each area names its own."""

from polydesk.api.otrs7 import account, auth_operations, preferences, registration
from polydesk.api.otrs7.routing import Operation, Routes

OPERATIONS: tuple[Operation, ...] = (
    *account.OPERATIONS,
    *auth_operations.OPERATIONS,
    *preferences.OPERATIONS,
    *registration.OPERATIONS,
)
ROUTES = Routes(OPERATIONS)
