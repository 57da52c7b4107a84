"""What a list of tickets can be narrowed down to. A value that says nothing asks for nothing; none is an error."""

import re
from typing import Annotated

from fastapi import Depends, Query

from polydesk.api.gotrs.ticket_list import LARGEST_ID
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.criteria import IdKey, TextKey, TicketCriteria
from polydesk.desk.search.patterns import Pattern
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Look

LONGEST_TEXT = 250
_NUMBER = re.compile(r"-?[0-9]{1,30}")
_STATE_TYPES = {
    "open": ("new", "open"),
    "closed": ("closed",),
    "pending": ("pending reminder", "pending auto"),
}


class Filters:
    """The query of a list, before it is known what states there are."""

    def __init__(
        self,
        status: Annotated[str | None, Query(description="open, closed, pending, or the name of a state")] = None,
        state: Annotated[str | None, Query(description="The same as status, which wins")] = None,
        state_id: str | None = None,
        queue_id: str | None = None,
        priority_id: str | None = None,
        priority: Annotated[str | None, Query(description="The same as priority_id, which wins")] = None,
        assigned_user_id: Annotated[str | None, Query(description="Owner or responsible agent")] = None,
        assigned_to: Annotated[str | None, Query(description="The same as assigned_user_id, which wins")] = None,
        customer_user_id: str | None = None,
        search: Annotated[str | None, Query(description="A part of the title, or a whole ticket number")] = None,
        archived: Annotated[str | None, Query(description="1 lists archived tickets as well")] = None,
    ) -> None:
        self._status = (status or state or "").strip()
        self._ids = {
            IdKey.STATE: _ids(state_id),
            IdKey.QUEUE: _ids(queue_id),
            IdKey.PRIORITY: _ids(priority_id) if _ids(priority_id) is not None else _ids(priority),
        }
        assigned = _ids(assigned_user_id)
        self._assigned_to = assigned if assigned is not None else _ids(assigned_to)
        self._customer = storable(customer_user_id or "", LONGEST_TEXT)
        self._search = storable(search or "", LONGEST_TEXT).strip()
        self._archived = archived

    def criteria(self, look: Look) -> TicketCriteria:
        ids = {key: wanted for key, wanted in self._ids.items() if wanted is not None}
        if self._status:
            states = states_meant_by(look, self._status)
            ids[IdKey.STATE] = states & ids.get(IdKey.STATE, states)
        return TicketCriteria(
            ids=ids,
            texts={TextKey.CUSTOMER_USER: (Pattern((self._customer.lower(),)),)} if self._customer else {},
            named=self._search,
            assigned_to=self._assigned_to,
            archived=None if self._archived in ("1", "true") else False,
        )


TicketFilters = Annotated[Filters, Depends(Filters)]


def states_meant_by(look: Look, word: str) -> frozenset[int]:
    """The states of one of the three kinds, or the state of this name; none for any other word."""
    states = look.config(Catalogue).states
    types = _STATE_TYPES.get(word.lower())
    if types:
        return frozenset(state.id for state in states if state.type in types)
    named = states.named_in_any_case(word)
    return frozenset((named.id,)) if named else frozenset()


def _ids(text: str | None) -> frozenset[int] | None:
    """None for what is no number; no id for a number that can be none."""
    if not text or not _NUMBER.fullmatch(text):
        return None
    return frozenset((int(text),)) if 0 < int(text) <= LARGEST_ID else frozenset()
