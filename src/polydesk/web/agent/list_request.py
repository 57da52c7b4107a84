"""What the address of a list asks for: filters, order, and where to go on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlencode

from polydesk.desk.search.criteria import IdKey, TicketCriteria
from polydesk.desk.search.list_tickets import Place, SortKey
from polydesk.kernel.errors import Invalid
from polydesk.web.agent.numbers import number_of

FILTERS: Mapping[str, IdKey] = {
    "queue": IdKey.QUEUE,
    "state": IdKey.STATE,
    "priority": IdKey.PRIORITY,
    "owner": IdKey.OWNER,
}
TEXT, SORT, AFTER = "q", "sort", "after"
LONGEST_TEXT = 200
_TIMES, _TEXTS = (SortKey.CREATED, SortKey.UPDATED), (SortKey.NUMBER, SortKey.TITLE, SortKey.CUSTOMER)
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class ListRequest:
    """`ids` are those of the filters that are set."""

    sort: SortKey
    is_down: bool
    ids: Mapping[str, frozenset[int]] = field(default_factory=dict)
    text: str = ""
    after: Place | None = None

    @property
    def is_filtered(self) -> bool:
        return bool(self.ids or self.text)

    def only(self, name: str) -> int | None:
        """What a select of this filter shows."""
        ids = self.ids.get(name, ())
        return next(iter(ids)) if len(ids) == 1 else None

    def narrowed(self, criteria: TicketCriteria) -> TicketCriteria:
        ids = dict(criteria.ids)
        for name, wanted in self.ids.items():
            key = FILTERS[name]
            ids[key] = wanted & ids[key] if key in ids else wanted
        return replace(criteria, ids=ids, meant=self.text)

    def within(self, implied: Mapping[str, frozenset[int]]) -> "ListRequest":
        """The same, with the filters of a list that is a part of another."""
        inner = {name: ids & self.ids.get(name, ids) or frozenset({0}) for name, ids in implied.items()}
        return replace(self, ids={**self.ids, **inner})

    def address(self, path: str, *, sort: str | None = None, after: Place | None = None) -> str:
        """Of the same list in this or another order, from its start or from behind a place."""
        pairs = [(name, str(one)) for name in FILTERS for one in sorted(self.ids.get(name, ()))]
        if self.text:
            pairs.append((TEXT, self.text))
        pairs.append((SORT, sort or self.sort_word))
        if after:
            pairs.append((AFTER, _written(after)))
        return f"{path}?{urlencode(pairs)}"

    @property
    def sort_word(self) -> str:
        return f"{'-' if self.is_down else ''}{self.sort.value}"


def read_list_request(pairs: Sequence[tuple[str, str]], *, sort: SortKey, is_down: bool) -> ListRequest:
    """Raises Invalid for what no page of ours has written."""
    ids: dict[str, frozenset[int]] = {}
    for name, value in pairs:
        if name in FILTERS and value:
            ids[name] = ids.get(name, frozenset()) | {read_id(value)}
    last = dict(pairs)
    wanted = last.get(SORT, "")
    if wanted:
        is_down = wanted.startswith("-")
        try:
            sort = SortKey(wanted.removeprefix("-"))
        except ValueError:
            raise Invalid("list.address", sort=wanted) from None
    place = _read_place(sort, last[AFTER]) if last.get(AFTER) else None
    return ListRequest(sort, is_down, ids, last.get(TEXT, "").strip()[:LONGEST_TEXT], place)


def read_id(text: str) -> int:
    """Raises Invalid."""
    found = number_of(text)
    if found is None:
        raise Invalid("list.address", id=text[:50])
    return found


def _written(place: Place) -> str:
    value = place.value.isoformat() if isinstance(place.value, datetime) else place.value
    return f"{place.ticket_id}~{value}"


def _read_place(sort: SortKey, text: str) -> Place:
    ticket_id, _, value = text.partition("~")
    try:
        return Place(_value(sort, value), read_id(ticket_id))
    except ValueError:
        raise Invalid("list.address", after=text[:50]) from None


def _value(sort: SortKey, text: str) -> str | int | datetime:
    if sort in _TIMES:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    if sort in _TEXTS:
        return text
    number = int(text[:20])
    return max(-_LARGEST, min(number, _LARGEST))
