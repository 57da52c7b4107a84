"""What intake does to tickets beside opening them, for their history."""

from dataclasses import dataclass

from polydesk.desk.tickets.events import TicketEvent, parts


@dataclass(frozen=True, slots=True)
class FilterApplied(TicketEvent):
    """A ticket filter decided a property."""

    filter: str
    what: str

    @property
    def history_text(self) -> str:
        return parts("TicketFilter", self.filter, self.what)


@dataclass(frozen=True, slots=True)
class PriorityUnknown(TicketEvent):
    """The sender asked for a priority there is not, so the ticket has the usual one."""

    sent: str

    @property
    def history_text(self) -> str:
        return parts("PriorityUnknown", self.sent)
