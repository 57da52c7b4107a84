"""What a form is about: what decides which choices it offers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.db import AnyRow

TICKET_CREATE = "ExternalFrontend::TicketCreate"
FOLLOW_UP = "ExternalFrontend::TicketDetailView"


@dataclass(frozen=True, kw_only=True)
class About:
    """`endpoint` is the form in the words of OTRS' ACLs, such as `ExternalFrontend::TicketCreate`."""

    endpoint: str
    login: str
    """Whose form it is: a customer user."""
    sent: Mapping[str, Any]
    """What is filled in so far."""
    ticket: Ticket | AnyRow | None = None
    process: Mapping[str, str] = field(default_factory=dict)
    """ProcessEntityID, ActivityEntityID and ActivityDialogEntityID, where there are such."""
