"""The query language of the search box: words, "quoted phrases", and parts such as `queue:Support is:open created:7d`.

A part is a known name, a colon and a value, in quotes if it has blanks. Parts of one name are alternatives, different
names have to hold together; a minus before a name of one of the desk's lists excludes. Whatever is no part is words.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.criteria import ArticleKey, IdKey, Span, TextKey, TicketCriteria, TimeKey
from polydesk.desk.search.patterns import containing, parse_pattern
from polydesk.desk.search.views import View, criteria_of
from polydesk.desk.tickets.access import readable_queues
from polydesk.kernel.actors import SYSTEM_AGENT_ID, AgentActor
from polydesk.kernel.clock import midnight
from polydesk.kernel.work import Look

ME, NOBODY = "me", "nobody"
MOST_PARTS = 20
_PART = re.compile(
    r'(?<!\S)(?P<not>-?)(?P<name>[a-z]+):(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))(?!\S)', re.IGNORECASE
)
_DAYS = re.compile(r"([0-9]{1,3})([dwmy])")
_IN_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_SUB = "::"
_LISTS: Mapping[str, tuple[IdKey, Callable[[Catalogue], Iterable[Any]]]] = {
    "queue": (IdKey.QUEUE, lambda desk: desk.queues),
    "state": (IdKey.STATE, lambda desk: desk.states),
    "priority": (IdKey.PRIORITY, lambda desk: desk.priorities),
    "type": (IdKey.TYPE, lambda desk: desk.types),
    "service": (IdKey.SERVICE, lambda desk: desk.services),
    "sla": (IdKey.SLA, lambda desk: desk.slas),
}
_AGENTS = {"owner": IdKey.OWNER, "responsible": IdKey.RESPONSIBLE}
_TEXTS = {"number": TextKey.NUMBER, "customer": TextKey.CUSTOMER_USER, "company": TextKey.CUSTOMER_ID}
_ARTICLES = {
    "from": ArticleKey.FROM,
    "to": ArticleKey.TO,
    "cc": ArticleKey.CC,
    "subject": ArticleKey.SUBJECT,
    "body": ArticleKey.BODY,
    "file": ArticleKey.ATTACHMENT_NAME,
}
_TIMES = {"created": TimeKey.CREATED, "changed": TimeKey.LAST_CHANGED, "closed": TimeKey.CLOSED}
NAMES = (*_LISTS, *_AGENTS, "is", "title", *_TEXTS, *_ARTICLES, *_TIMES)


@dataclass(frozen=True)
class Question:
    """`words` is what is looked for everywhere; `unknown` are the parts there is nothing for, which find nothing."""

    words: str
    criteria: TicketCriteria
    unknown: tuple[str, ...] = ()


@dataclass
class _Reading:
    look: Look
    zone: ZoneInfo
    ids: dict[IdKey, frozenset[int]] = field(default_factory=dict)
    excluded: dict[IdKey, frozenset[int]] = field(default_factory=dict)
    texts: dict[TextKey, tuple[Any, ...]] = field(default_factory=dict)
    articles: dict[ArticleKey, tuple[Any, ...]] = field(default_factory=dict)
    times: dict[TimeKey, Span] = field(default_factory=dict)
    views: list[View] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def read_question(look: Look, text: str, zone: ZoneInfo) -> Question:
    """For agents. Days begin in `zone`."""
    reading, count = _Reading(look, zone), 0

    def take(found: re.Match[str]) -> str:
        nonlocal count
        name, excludes = found["name"].lower(), bool(found["not"])
        if name not in NAMES or (excludes and name not in _LISTS and name not in _AGENTS) or count >= MOST_PARTS:
            return found[0]
        count += 1
        value = found["quoted"] if found["plain"] is None else found["plain"]
        if not _read(reading, name, value.strip(), excludes):
            reading.unknown.append(found[0])
        return " "

    words = " ".join(_PART.sub(take, text).split())
    return Question(words, _criteria(reading, words), tuple(reading.unknown))


def _read(reading: _Reading, name: str, value: str, excludes: bool) -> bool:
    """Whether there is what the value names."""
    if name in _LISTS or name in _AGENTS:
        key = _LISTS[name][0] if name in _LISTS else _AGENTS[name]
        found = _listed(reading.look, name, value) if name in _LISTS else _agents(reading.look, value)
        chosen = reading.excluded if excludes else reading.ids
        chosen[key] = chosen.get(key, frozenset()) | found
        return bool(found)
    if name == "is":
        known = next((view for view in View if view == value.lower()), None)
        reading.views += [known] if known else []
        return known is not None
    if name in _TIMES:
        span = _span(value, reading.look.now, reading.zone)
        reading.times |= {_TIMES[name]: span} if span else {}
        return span is not None
    if name in _ARTICLES:
        reading.articles[_ARTICLES[name]] = (*reading.articles.get(_ARTICLES[name], ()), containing(value))
    else:
        key_, pattern = (TextKey.TITLE, containing(value)) if name == "title" else (_TEXTS[name], parse_pattern(value))
        reading.texts[key_] = (*reading.texts.get(key_, ()), pattern)
    return bool(value)


def _listed(look: Look, name: str, value: str) -> frozenset[int]:
    """By name, or its beginning up to a blank ("3" is "3 normal"); a queue with those below it, a state by its type."""
    entries = _entries(look, name)
    wanted = value.casefold()
    exact = {one.id for one in entries if one.name.casefold() == wanted}
    if name in ("queue", "service"):
        exact |= {one.id for one in entries if one.name.casefold().startswith(f"{wanted}{_SUB}")}
    if name == "state":
        exact |= {one.id for one in entries if one.type == wanted}
    return frozenset(exact or {one.id for one in entries if one.name.casefold().startswith(f"{wanted} ")})


def _entries(look: Look, name: str) -> list[Any]:
    """Of queues only those whose tickets the agent may read."""
    entries = list(_LISTS[name][1](look.config(Catalogue)))
    if name != "queue" or not isinstance(look.actor, AgentActor):
        return entries
    readable = readable_queues(look, look.actor.id)
    return [one for one in entries if one.id in readable]


def _agents(look: Look, value: str) -> frozenset[int]:
    if value.lower() == NOBODY:
        return frozenset({SYSTEM_AGENT_ID})
    if value.lower() == ME:
        return frozenset({look.actor.id} if isinstance(look.actor, AgentActor) else ())
    found = look.config(Directory).agents.named_in_any_case(value)
    return frozenset({found.id} if found else ())


def _span(value: str, now: datetime, zone: ZoneInfo) -> Span | None:
    """`7d` (the last seven days), `2026-11-01`, `>2026-11-01`, `<2026-11-01`, `2026-11-01..2026-11-30`."""
    back = _DAYS.fullmatch(value)
    if back:
        return Span(start=now - timedelta(days=int(back[1]) * _IN_DAYS[back[2]]))
    first, between, last = value.lstrip("<>=").partition("..")
    try:
        start = midnight(date.fromisoformat(first), zone)
        end = midnight(date.fromisoformat(last or first) + timedelta(days=1), zone)
    except (ValueError, OverflowError):
        return None
    if value.startswith(">"):
        return Span(start=start)
    if value.startswith("<"):
        return Span(end=start)
    return Span(start, end) if between or value == first else None


def _criteria(reading: _Reading, words: str) -> TicketCriteria:
    asked = TicketCriteria(
        ids=_without_excluded(reading),
        texts=reading.texts,
        articles=reading.articles,
        times=reading.times,
        meant=words,
    )
    for view in reading.views:
        asked = _both(asked, criteria_of(reading.look, view))
    return replace(asked, ids={IdKey.TICKET: frozenset()}) if reading.unknown else asked


def _without_excluded(reading: _Reading) -> Mapping[IdKey, frozenset[int]]:
    catalogue, directory = reading.look.config(Catalogue), reading.look.config(Directory)
    everything = {key: entries(catalogue) for key, entries in _LISTS.values()}
    everything |= dict.fromkeys(_AGENTS.values(), directory.agents)
    ids = dict(reading.ids)
    for key, excluded in reading.excluded.items():
        ids[key] = ids.get(key, frozenset(one.id for one in everything[key])) - excluded
    return ids


def _both(one: TicketCriteria, other: TicketCriteria) -> TicketCriteria:
    ids = dict(one.ids)
    for key, wanted in other.ids.items():
        ids[key] = ids[key] & wanted if key in ids else wanted
    return replace(
        one,
        ids=ids,
        times={**other.times, **one.times},
        archived=other.archived,
        assigned_to=other.assigned_to or one.assigned_to,
        watched_by=other.watched_by or one.watched_by,
    )


def completions(look: Look, text: str, *, most: int = 10) -> list[str]:
    """The whole text with its last part, `queue:Su`, filled in."""
    before, _, last = text.rpartition(" ")
    excludes, (name, colon, begun) = last.startswith("-"), last.lstrip("-").partition(":")
    if not colon or name.lower() not in (*_LISTS, *_AGENTS, "is"):
        return []
    offered = _offered(look, name.lower())
    wanted = begun.strip('"').casefold()
    start = f"{before} " if before else ""
    sign = "-" if excludes else ""
    fitting = (one for one in offered if wanted in one.casefold())
    return [f"{start}{sign}{name}:{_quoted(one)}" for _count, one in zip(range(most), fitting, strict=False)]


def _offered(look: Look, name: str) -> list[str]:
    if name == "is":
        return [view.value for view in View]
    if name in _AGENTS:
        return [ME, NOBODY, *sorted(one.login for one in look.config(Directory).agents if one.valid)]
    return sorted(one.name for one in _entries(look, name) if one.valid)


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
