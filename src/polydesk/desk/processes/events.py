"""What happens in processes beside the changes of tickets themselves."""

from dataclasses import dataclass

from polydesk.desk.tickets.events import TicketEvent


@dataclass(frozen=True, slots=True)
class ActionSkipped(TicketEvent):
    """An action of a transition that could not be done, such as a move to a queue that is gone."""

    action: str
    reason: str

    @property
    def history_text(self) -> str:
        return f"Process action skipped: {self.action} ({self.reason})"[:200]
