"""How the screens of the customers' interface are set up, in memory. What nobody has set is as OTRS 7 delivers it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from polydesk.desk.forms.models import Screen

TICKET_CREATE = "ExternalFrontend::TicketCreate"
TICKET_DETAIL = "ExternalFrontend::TicketDetailView"
TICKET_OVERVIEW = "ExternalFrontend::TicketOverview"
STATUS_MAP = "ExternalFrontend::TicketOverview::StatusMap"

DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    TICKET_CREATE: {
        "NextScreenAfterNewTicket": "TicketOverview",
        "Queue": 1,
        "QueueDefault": "Postmaster",
        "Priority": 1,
        "PriorityDefault": "3 normal",
        "Type": 1,
        "Service": 1,
        "SLA": 1,
        "ServiceMandatory": 0,
        "SLAMandatory": 0,
        "StateDefault": "new",
        "DynamicField": {},
    },
    TICKET_DETAIL: {
        "NextScreenAfterFollowUp": "TicketOverview",
        "State": 1,
        "StateType": ["open", "closed"],
        "StateDefault": "open",
        "Priority": 1,
        "DynamicField": {},
        "FollowUpDynamicField": {},
        "AttributesView": {"Queue": 1, "State": 1, "Priority": 1, "Owner": 0},
    },
    TICKET_OVERVIEW: {
        "ColumnHeader": "TicketTitle",
        "Owner": 0,
        "Queue": 0,
        "DynamicField": {},
        "CustomEmptyText": {
            "Title": "Welcome!",
            "Text": "Please click the button below to create your first ticket.",
            "Button": "Create your first ticket",
        },
    },
    STATUS_MAP: {},
}
"""The screens there are, each with the keys it may have; StatusMap has any."""


class Screens:
    """`screens[name]` has every key of a screen: those that were set over the delivered ones."""

    def __init__(self, stored: Mapping[str, Mapping[str, Any]]) -> None:
        self._screens = {name: {**default, **stored.get(name, {})} for name, default in DEFAULTS.items()}

    def __getitem__(self, name: str) -> Mapping[str, Any]:
        return self._screens[name]


def load_screens(connection: Connection) -> Screens:
    return Screens({row.name: row.config for row in connection.execute(select(Screen.name, Screen.config))})
