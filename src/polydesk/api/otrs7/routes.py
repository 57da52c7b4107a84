"""The table of all endpoints: each area names its own."""

from polydesk.api.otrs7 import (
    account,
    articles,
    auth_operations,
    chat,
    notifications,
    preferences,
    process_forms,
    process_tickets,
    registration,
    ticket_answer,
    ticket_create,
    ticket_detail,
    ticket_list,
    ticket_screens,
    uploads,
)
from polydesk.api.otrs7.routing import Operation, Routes

OPERATIONS: tuple[Operation, ...] = (
    *account.OPERATIONS,
    *articles.OPERATIONS,
    *auth_operations.OPERATIONS,
    *chat.OPERATIONS,
    *notifications.OPERATIONS,
    *preferences.OPERATIONS,
    *process_forms.OPERATIONS,
    *process_tickets.OPERATIONS,
    *registration.OPERATIONS,
    *ticket_answer.OPERATIONS,
    *ticket_create.OPERATIONS,
    *ticket_detail.OPERATIONS,
    *ticket_list.OPERATIONS,
    *ticket_screens.OPERATIONS,
    *uploads.OPERATIONS,
)
ROUTES = Routes(OPERATIONS)
