"""ETags of tickets, so that a change made to an old version is refused instead of undoing a newer one."""

from fastapi import Response

from polydesk.api.gotrs.call import Call
from polydesk.api.gotrs.errors import Refused
from polydesk.desk.tickets.models import Ticket
from polydesk.kernel.db import AnyRow


def with_etag(response: Response, ticket: Ticket | AnyRow) -> Response:
    response.headers["ETag"] = _etag(ticket)
    return response


def check_etag(call: Call, ticket: Ticket | AnyRow) -> None:
    """Raises Refused with 412 if the caller asks for another version than this one.

    For a ticket that is loaded for a change, so that nobody can change it meanwhile.
    """
    wanted = call.request.headers.get("if-match", "").strip()
    if wanted in ("", "*"):
        return
    if _etag(ticket) not in (one.strip().removeprefix("W/") for one in wanted.split(",")):
        raise Refused(412, "The ticket was changed meanwhile", code="core:precondition_failed")


def _etag(ticket: Ticket | AnyRow) -> str:
    return f'"{ticket.id}-{ticket.version}"'
