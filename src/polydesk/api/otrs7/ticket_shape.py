"""A ticket as clients read it, with the types of the published example: specification, sections 1.5 and 5.2."""

from datetime import datetime
from typing import Any

from polydesk.desk.people.directory import Directory
from polydesk.desk.tickets.milestones import first_response, solution
from polydesk.desk.tickets.set_to import set_to
from polydesk.kernel.clock import epoch
from polydesk.kernel.db import AnyRow
from polydesk.kernel.work import Look

UNREAD = "Unread"


def ticket_shape(look: Look, row: AnyRow, *, is_unread: bool, extended: bool = False) -> dict[str, Any]:
    now = epoch(look.now)
    return {
        "Marker": UNREAD if is_unread else "",
        **set_to(look, row),
        "Age": now - epoch(row.create_time),
        "ArchiveFlag": "y" if row.archived else "n",
        "ChangeBy": row.change_by,
        "Changed": shown_time(row.change_time),
        "CreateBy": row.create_by,
        "Created": shown_time(row.create_time),
        "CreatedByUser": look.config(Directory).agents[row.create_by].full_name,
        "CustomerID": row.customer_id,
        "CustomerUserID": row.customer_user,
        "EscalationResponseTime": row.escalation_response_time,
        "EscalationSolutionTime": row.escalation_solution_time,
        "EscalationTime": row.escalation_time,
        "EscalationUpdateTime": row.escalation_update_time,
        "RealTillTimeNotUsed": row.until_time,
        "TicketID": row.id,
        "TicketNumber": row.number,
        "Title": row.title,
        "UnlockTimeout": row.unlock_timeout,
        "UntilTime": row.until_time - now if row.until_time else 0,
        **(_extended(look, row) if extended else {}),
    }


def shown_time(moment: datetime) -> str:
    """UTC, whatever the desk's or the customer's zone."""
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def _extended(look: Look, row: AnyRow) -> dict[str, Any]:
    """When it was first answered, closed and first locked, and how that compares with the limits."""
    shape: dict[str, Any] = {}
    response, solved = first_response(look, row), solution(look, row)
    if response:
        shape["FirstResponse"] = shown_time(response.at)
        if response.limit:
            left = response.limit - response.minutes
            shape |= {"FirstResponseInMin": response.minutes, "FirstResponseDiffInMin": left}
    if solved:
        shape |= {"Closed": shown_time(solved.at), "SolutionInMin": solved.minutes}
        if solved.limit:
            shape["SolutionDiffInMin"] = solved.limit - solved.minutes
    if row.first_locked_at:
        shape["FirstLock"] = shown_time(row.first_locked_at)
    return shape
