"""The table of all endpoints: each area names its own."""

from polydesk.api.otrs7 import (
    account,
    articles,
    auth_operations,
    preferences,
    process_forms,
    process_tickets,
    registration,
    ticket_detail,
    ticket_list,
    ticket_screens,
)
from polydesk.api.otrs7.routing import Operation, Routes

OPERATIONS: tuple[Operation, ...] = (
    *account.OPERATIONS,
    *articles.OPERATIONS,
    *auth_operations.OPERATIONS,
    *preferences.OPERATIONS,
    *process_forms.OPERATIONS,
    *process_tickets.OPERATIONS,
    *registration.OPERATIONS,
    *ticket_detail.OPERATIONS,
    *ticket_list.OPERATIONS,
    *ticket_screens.OPERATIONS,
)
ROUTES = Routes(OPERATIONS)
