"""The TicketID parameter of TicketGet and TicketHistoryGet."""

import re
from typing import Any

from polydesk.api.generic_interface.call import Call
from polydesk.api.generic_interface.perl import given, is_string, text

_ID = re.compile(r"\s*0*([1-9][0-9]{0,17})\s*")
MOST = 10_000


def ticket_ids(call: Call) -> list[str]:
    """The ids as sent: one, several by comma, or a list. Whether they are ids is not looked at here."""
    sent = call.object.get("TicketID")
    if not given(sent):
        call.refuse("MissingParameter", "TicketID parameter is missing!")
    if is_string(sent):
        return text(sent).split(",")
    if not isinstance(sent, list) or not sent:
        call.refuse("WrongStructure", "Structure for TicketID is not correct!")
    return [_as_sent(one) for one in sent]


def _as_sent(value: Any) -> str:
    return text(value) if is_string(value) else ""


def as_id(sent: str) -> int | None:
    """The database id; blanks around it and zeros before it do not matter, as in the original."""
    found = _ID.fullmatch(sent)
    return int(found[1]) if found else None
