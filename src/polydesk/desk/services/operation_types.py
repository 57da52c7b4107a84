"""The operation types this desk has, by the vendors' names: for those who choose one."""

OPERATION_TYPES = (
    "Session::SessionCreate",
    "Session::SessionGet",
    "Session::SessionRemove",
    "Test::Test",
    "Ticket::TicketCreate",
    "Ticket::TicketDelete",
    "Ticket::TicketGet",
    "Ticket::TicketHistoryGet",
    "Ticket::TicketSearch",
    "Ticket::TicketUpdate",
)
