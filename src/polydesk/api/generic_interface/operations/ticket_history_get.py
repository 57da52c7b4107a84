"""Ticket::TicketHistoryGet: specification of the Generic Interface, section 3.7."""

from typing import Any

from polydesk.api.generic_interface.auth import authenticate
from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.operations.ticket_ids import MOST, as_id, ticket_ids
from polydesk.api.generic_interface.wire import shown
from polydesk.desk.tickets.history_types import TYPE_NAMES
from polydesk.desk.tickets.queries import list_history, list_tickets
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.db import AnyRow
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look


def ticket_history_get(call: Call) -> dict[str, Any]:
    actor = authenticate(call)
    if actor is None:
        call.refuse("AuthFail", "Authorization failing!")
    if not isinstance(actor, AgentActor):
        call.refuse("AuthFail", "User needs to an Agent!")
    sent = ticket_ids(call)
    look = call.desk.look(actor)
    return {"TicketHistory": _histories(call, look, sent)}


def _histories(call: Call, look: Look, sent: list[str]) -> list[dict[str, Any]]:
    ids = {one: as_id(one) for one in sent}
    known = [ticket_id for ticket_id in ids.values() if ticket_id is not None]
    visible = list_tickets(look, known) if known and len(known) <= MOST else {}
    for one in sent:
        if ids[one] not in visible:
            call.refuse("AccessDenied", f"User does not have access to the ticket {one.strip()}!")
    entries = list_history(look, list(visible))
    zone = look.config(Settings).zone

    def entry(row: AnyRow) -> dict[str, Any]:
        return {
            "ArticleID": row.article_id or 0,
            "CreateBy": row.create_by,
            "CreateTime": shown(row.create_time, zone),
            "HistoryType": TYPE_NAMES[row.type_id],
            "HistoryTypeID": row.type_id,
            "Name": row.name,
            "OwnerID": row.owner_id,
            "PriorityID": row.priority_id,
            "QueueID": row.queue_id,
            "StateID": row.state_id,
            "TicketID": str(row.ticket_id),
            "TypeID": row.ticket_type_id,
        }

    return [{"TicketID": str(ids[one]), "History": [entry(row) for row in entries[ids[one] or 0]]} for one in sent]
