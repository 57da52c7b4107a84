"""The parameters of TicketSearch: specification of the Generic Interface, section 3.5."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from polydesk.api.generic_interface.search_fields import read_fields
from polydesk.api.generic_interface.search_ids import read_created, read_ids
from polydesk.api.generic_interface.search_times import read_times
from polydesk.api.generic_interface.search_values import FindsNothing, ids_of, refuse_costly, short_values_of, values_of
from polydesk.desk.search.conditions import Condition, Malformed, parse_condition, patterns_of
from polydesk.desk.search.criteria import ArticleKey, TextKey, TicketCriteria
from polydesk.desk.search.ordering import is_sort_key
from polydesk.desk.search.patterns import Pattern, containing, parse_pattern
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look

DEFAULT_LIMIT = 500
LARGEST_LIMIT = 10**9

NOTHING: Final = None
"""The search finds nothing, whatever there is."""

_TEXTS = {
    TextKey.TITLE: "Title",
    TextKey.NUMBER: "TicketNumber",
    TextKey.CUSTOMER_ID: "CustomerID",
    TextKey.CUSTOMER_USER: "CustomerUserLogin",
}
_ARTICLES = {
    ArticleKey.FROM: "MIMEBase_From",
    ArticleKey.TO: "MIMEBase_To",
    ArticleKey.CC: "MIMEBase_Cc",
    ArticleKey.SUBJECT: "MIMEBase_Subject",
    ArticleKey.BODY: "MIMEBase_Body",
    ArticleKey.ATTACHMENT_NAME: "MIMEBase_AttachmentName",
}
_NUMBER = re.compile(r"\+?[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class SearchRequest:
    criteria: TicketCriteria
    limit: int
    order: tuple[tuple[str, bool], ...]


def read_search(look: Look, data: Mapping[str, Any], *, guide: bool = False) -> SearchRequest | None:
    """What the parameters ask for, or NOTHING where anything in them is invalid.

    With `guide` some are read as OTOBO's guide describes them, section 10: `StateType` Open and Closed stand for
    several types, and `DynamicField_Name.Operator` is a parameter.
    """
    try:
        return SearchRequest(_criteria(look, data, guide), _limit(data), _order(look, data))
    except FindsNothing:
        return NOTHING


def _criteria(look: Look, data: Mapping[str, Any], guide: bool) -> TicketCriteria:
    return TicketCriteria(
        ids=read_ids(look, data, guide=guide),
        watched_by=ids_of(data, "WatchUserIDs"),
        created=read_created(look, data),
        texts=dict(_texts(data)),
        exact_customer_ids=frozenset(values_of(data, "CustomerIDRaw")) or None,
        articles={key: patterns for key, name in _ARTICLES.items() if (patterns := _patterns(data, name))},
        articles_by_any_key=data.get("ContentSearch") == "OR",
        anywhere=_patterns(data, "Fulltext"),
        times=read_times(look, data),
        fields=read_fields(look, data, guide=guide),
        archived=_archived(look, data),
    )


def _texts(data: Mapping[str, Any]) -> Iterator[tuple[TextKey, tuple[Condition, ...]]]:
    for key, name in _TEXTS.items():
        if key is TextKey.CUSTOMER_ID and values_of(data, "CustomerIDRaw"):
            continue
        conditions = tuple(_conditions(data, name))
        _refuse_costly(key, conditions)
        if conditions:
            yield key, conditions


def _conditions(data: Mapping[str, Any], name: str) -> Iterator[Condition]:
    for value in short_values_of(data, name):
        if parse_pattern(value).is_anything:
            continue
        try:
            yield parse_condition(value)
        except Malformed:
            raise FindsNothing from None


def _refuse_costly(key: TextKey, conditions: Sequence[Condition]) -> None:
    """An index serves a list of titles and whole values but titles; anything else is compared with each ticket."""
    if key is not TextKey.TITLE:
        conditions = [one for one in conditions if not (isinstance(one, Pattern) and one.is_whole_value)]
    listed = key is TextKey.TITLE and all(isinstance(one, Pattern) for one in conditions)
    refuse_costly((pattern for one in conditions for pattern in patterns_of(one)), scanned=not listed)


def _patterns(data: Mapping[str, Any], name: str) -> tuple[Pattern, ...]:
    """Parts of a text: without conditions, but with wildcards."""
    patterns = [pattern for value in short_values_of(data, name) if not (pattern := containing(value)).is_anything]
    refuse_costly(patterns)
    return tuple(patterns)


def _archived(look: Look, data: Mapping[str, Any]) -> bool | None:
    wish = data.get("SearchInArchive")
    if wish == "AllTickets" or not look.config(Settings)["Ticket::ArchiveSystem"]:
        return None
    return wish == "ArchivedTickets"


def _limit(data: Mapping[str, Any]) -> int:
    values = values_of(data, "Limit")
    if not values:
        return DEFAULT_LIMIT
    if not _NUMBER.fullmatch(values[0]):
        raise FindsNothing
    return min(int(values[0]), LARGEST_LIMIT) or DEFAULT_LIMIT


def _order(look: Look, data: Mapping[str, Any]) -> tuple[tuple[str, bool], ...]:
    keys = values_of(data, "SortBy") or ["Age"]
    ways = values_of(data, "OrderBy") or ["Down"]
    if len(keys) != len(ways) or not all(is_sort_key(look, key) for key in keys):
        raise FindsNothing
    if not set(ways) <= {"Up", "Down"}:
        raise FindsNothing
    return tuple((key, way == "Down") for key, way in zip(keys, ways, strict=True))
