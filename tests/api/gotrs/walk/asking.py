"""What a case of the walk over all operations is made of."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tests.api.gotrs.client import ADA, NOTHING, ROOT, Client, Reply
from tests.api.gotrs.walk.stage import COOKIE, TOKEN, Stage

Who = tuple[str, str]
Id = int | str | Callable[[Stage], Any]
ANYBODY, SIGNED_IN, AGENT, ADMIN = "anybody", "signed in", "agent", "admin"
"""Who may call an operation."""
PLAIN, JOINED, BESIDE, FULL = "plain", "joined", "beside", "full"
"""Desks: one as usual, one that has joined a directory which does not answer, one that could join one which does, and
one that is out of ticket numbers."""
ABSENT = 999_999


@dataclass(frozen=True)
class Ask:
    """One request. An id may be several, such as those of a ticket and its article."""

    who: Who | None = ADA
    ids: tuple[Id, ...] = ()
    sent: Any = NOTHING
    """The body, or what makes it on the stage."""
    query: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    desk: str = PLAIN
    by: str = TOKEN
    before: Callable[[Stage], None] | None = None
    """What has to have happened."""


@dataclass(frozen=True)
class Operation:
    """Who may call it, what succeeds, and what is refused for reasons of its own, by status."""

    may: str
    good: Ask
    refused: Mapping[int, tuple[Ask, ...]] = field(default_factory=dict)
    hidden: Ask | None = None
    """Asks for what is there but not for this caller; the answer must be the one to what is not there."""


@dataclass(frozen=True)
class Request:
    """An Ask on a stage, with the ids and the body it has there; it can be sent again."""

    client: Client
    method: str
    path: str
    sent: Any
    ask: Ask

    def send(self, *, headers: Mapping[str, str] | None = None, query: Mapping[str, Any] | None = None) -> Reply:
        query, headers = {**self.ask.query, **(query or {})}, {**self.ask.headers, **(headers or {})}
        return self.client.send(self.method, self.path, self.sent, query=query, headers=headers)


def request_for(stage: Stage, name: str, ask: Ask) -> Request:
    """`name` is the method and the path as it is described."""
    if ask.before:
        ask.before(stage)
    method, path = name.split()
    if ask.by == COOKIE and ask.who:
        cookie = f"auth_token={stage.client.of(ask.who).token}"
        ask = replace(ask, headers={**ask.headers, "cookie": cookie, "sec-fetch-site": "same-origin"})
    made = ask.sent(stage) if callable(ask.sent) else ask.sent
    return Request(stage.caller(ask.who, ask.by), method, filled(path, stage, ask.ids), made, ask)


def filled(path: str, stage: Stage, ids: tuple[Id, ...]) -> str:
    """The path with these ids, made on the stage where they have to be."""
    made: list[Any] = []
    for one in ids:
        found = one(stage) if callable(one) else one
        made.extend(found if isinstance(found, tuple) else (found,))
    parts = re.split(r"\{[^}]*\}", path)
    assert len(parts) == len(made) + 1, (path, ids)
    return "".join(f"{part}{one}" for part, one in zip(parts, [*made, ""], strict=True))


def operation(
    may: str, good: Ask, hidden: Ask | None = None, also: Ask | None = None, **refused: Ask | tuple[Ask, ...]
) -> Operation:
    """Refusals by names such as `s400`; `also` succeeds with another status than 200 or 201."""
    by_status = {int(name[1:]): one if isinstance(one, tuple) else (one,) for name, one in refused.items()}
    if also:
        by_status[302] = (also,)
    return Operation(may, good, by_status, hidden)


def admins(good: Ask, **refused: Any) -> Operation:
    return operation(ADMIN, good, **refused)


def root(*ids: Id, sent: Any = NOTHING, **more: Any) -> Ask:
    return Ask(ROOT, ids, sent, **more)


def ada(*ids: Id, sent: Any = NOTHING, **more: Any) -> Ask:
    return Ask(ADA, ids, sent, **more)
