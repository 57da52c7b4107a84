"""Ticket::TicketGet: specification of the Generic Interface, section 3.4."""

from typing import Any

from polydesk.api.generic_interface.auth import authenticate
from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.checks.lookups import whole_number
from polydesk.api.generic_interface.errors import NO_ACCESS
from polydesk.api.generic_interface.operations.ticket_ids import MOST, as_id, ticket_ids
from polydesk.api.generic_interface.perl import given, is_string, text
from polydesk.api.generic_interface.reading import Wanted, tickets_in_full


def ticket_get(call: Call) -> dict[str, Any]:
    actor = authenticate(call)
    if actor is None:
        call.refuse("AuthFail", "Authorization failing!")
    ids = [as_id(one) for one in ticket_ids(call)]
    wanted = _wanted(call.object)
    known = [ticket_id for ticket_id in ids if ticket_id is not None]
    if len(known) == len(ids) <= MOST:
        look = call.desk.look(actor)
        tickets = tickets_in_full(look, known, wanted)
        if tickets is not None:
            return {"Ticket": tickets}
    raise call.refusal("AccessDenied", NO_ACCESS)


def _wanted(data: dict[str, Any]) -> Wanted:
    contents = data.get("GetAttachmentContents")
    return Wanted(
        fields=given(data.get("DynamicFields")),
        extended=given(data.get("Extended")),
        articles=given(data.get("AllArticles")),
        sender_types=_texts(data.get("ArticleSenderType")),
        newest_first=data.get("ArticleOrder") == "DESC",
        limit=whole_number(data.get("ArticleLimit")) or 0,
        attachments=given(data.get("Attachments")),
        contents=True if contents is None else given(contents),
        html_body=given(data.get("HTMLBodyAsAttachment")),
    )


def _texts(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value] if given(value) else []
    return tuple(text(one) for one in values if is_string(one))
