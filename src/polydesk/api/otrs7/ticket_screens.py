"""What the portal has to know before it shows its screens for tickets: specification, sections 5.5 and 8."""

from typing import Any

from polydesk.api.otrs7.answers import Answer, ok
from polydesk.api.otrs7.call import Call
from polydesk.api.otrs7.preference_fields import DEFAULTS
from polydesk.api.otrs7.routing import Operation
from polydesk.api.otrs7.shown_fields import shown_names
from polydesk.api.otrs7.ticket_access import readable_ticket
from polydesk.api.otrs7.ticket_detail import number_of, takes_follow_ups
from polydesk.api.otrs7.ticket_shape import shown_time
from polydesk.desk.fields.definitions import list_definitions, showable_config
from polydesk.desk.forms.screens import STATUS_MAP, TICKET_CREATE, TICKET_DETAIL, TICKET_OVERVIEW, Screens
from polydesk.desk.people.preferences import read_preferences
from polydesk.desk.processes.dialog_properties import Filling
from polydesk.desk.processes.parts import EXTERNAL
from polydesk.desk.processes.start import startable_processes
from polydesk.kernel.db import AnyRow

_SEVERAL = "MultipleArticlesView"
_START = "ExternalFrontend::ProcessTicketCreate"
_OF_DETAIL = ("NextScreenAfterFollowUp", "AttributesView", "DynamicField", "FollowUpDynamicField")


def overview(call: Call) -> Answer:
    """Anybody may read this."""
    look = call.look()
    screens = look.config(Screens)
    return ok(
        {
            TICKET_OVERVIEW: screens[TICKET_OVERVIEW],
            "StatusMap": screens[STATUS_MAP],
            "DynamicFieldsConfig": [
                _definition(one) for one in list_definitions(look, shown_names(look, TICKET_OVERVIEW))
            ],
        }
    )


def create(call: Call) -> Answer:
    look = call.look()
    filling = Filling(EXTERNAL, call.known.actor.login, {})
    return ok(
        {
            "NextScreenAfterNewTicket": look.config(Screens)[TICKET_CREATE]["NextScreenAfterNewTicket"],
            "ProcessCount": len(startable_processes(look, filling, _START)),
        }
    )


def detail(call: Call) -> Answer:
    row = readable_ticket(call, number_of(call))
    look = call.look()
    screen = look.config(Screens)[TICKET_DETAIL]
    stored = read_preferences(look, call.known.actor, prefix=_SEVERAL).get("", DEFAULTS[_SEVERAL])
    return ok(
        {
            **{key: screen[key] for key in _OF_DETAIL},
            _SEVERAL: int(stored == "1"),
            "FollowUpPossible": takes_follow_ups(look, row),
        }
    )


def _definition(row: AnyRow) -> dict[str, Any]:
    return {
        "ID": row.id,
        "Name": row.name,
        "Label": row.label,
        "FieldType": row.kind,
        "ObjectType": row.object_kind,
        "FieldOrder": row.position,
        "Config": showable_config(row.config),
        "InternalField": row.internal,
        "ValidID": row.valid,
        "CreateTime": shown_time(row.create_time),
        "ChangeTime": shown_time(row.change_time),
    }


OPERATIONS = (
    Operation("GET", "/api/frontend/external/ticketlist/config", overview, secured=False),
    Operation("GET", "/api/frontend/external/ticket/create", create),
    Operation("GET", "/api/frontend/external/ticket/detail-view/{TicketNumber}", detail, optional=1),
)
