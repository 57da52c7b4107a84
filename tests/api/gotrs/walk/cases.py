"""All cases: those of each operation's own, and those that all operations have."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from polydesk.desk.people.models import AccessToken
from tests.api.gotrs.client import ADA, ROOT, Reply
from tests.api.gotrs.walk import desk, people, signing, tickets, webhooks
from tests.api.gotrs.walk.asking import ADMIN, ANYBODY, PLAIN, Ask, Operation, Request, filled, request_for
from tests.api.gotrs.walk.stage import Stage

OPERATIONS: dict[str, Operation] = {
    **tickets.OPERATIONS,
    **people.OPERATIONS,
    **desk.OPERATIONS,
    **signing.OPERATIONS,
    **webhooks.OPERATIONS,
}
LIMITED, BROKEN = "limited", "broken"
"""Desks: one where each may call once a minute, one whose database lost the table of sign-ins."""
TOO_LARGE = {"content-length": "40000001"}
KEY = "Idempotency-Key"
MOST_GUESSES = 20
SUCCESSES = (200, 201, 202)
Stages = Callable[[str], Stage]
Case = Callable[[Stages], Iterator[Reply]]


def case_of(name: str, status: int, described: dict[str, Any]) -> Case | None:
    """What yields answers of this status, None if there is nothing."""
    operation = OPERATIONS.get(name)
    if operation is None:
        return None
    own = operation.refused.get(status, ())
    general = _general(name, status, operation, described)
    if status in SUCCESSES:
        own = (operation.good,)
    if not own and general is None:
        return None

    def answers(stages: Stages) -> Iterator[Reply]:
        for ask in own:
            yield request_for(stages(ask.desk), name, ask).send()
        if general:
            yield general(stages)

    return answers


def _general(
    name: str, status: int, operation: Operation, described: dict[str, Any]
) -> Callable[[Stages], Reply] | None:
    takes_key = any(one["name"] == KEY for one in described.get("parameters", ()))
    if status == 413:
        return lambda stages: _good(stages, name, operation).send(headers=TOO_LARGE)
    if status == 429:
        return lambda stages: _limited(stages, name, operation)
    if status == 500:
        return lambda stages: _broken(stages, name, operation)
    if status in (401, 403) and operation.may != ANYBODY:
        return lambda stages: _by(stages(PLAIN), name, operation, nobody=status == 401)
    if status == 400 and takes_key:
        return lambda stages: _good(stages, name, operation).send(headers={KEY: "with blanks"})
    if status in (409, 422) and takes_key:
        return lambda stages: _again(stages, name, operation, is_lost=status == 409)
    return None


def _good(stages: Stages, name: str, operation: Operation) -> Request:
    return request_for(stages(operation.good.desk), name, operation.good)


def _by(stage: Stage, name: str, operation: Operation, *, nobody: bool) -> Reply:
    """Without a token, or with one that is good for other things; what is sent besides makes no sense."""
    method, path = name.split()
    ids = tuple(1 for _ in range(path.count("{")))
    caller = stage.caller(None) if nobody else stage.narrow()
    return caller.send(method, filled(path, stage, ids), body=b"{")


def _limited(stages: Stages, name: str, operation: Operation) -> Reply:
    stage = stages(LIMITED)
    if operation.may == ANYBODY:
        guess = request_for(stage, name, operation.refused[401][0])
        replies = (guess.send() for _ in range(MOST_GUESSES))
        return next(reply for reply in replies if reply.status != 401)
    request = request_for(stage, name, Ask(ADA if operation.may != ADMIN else ROOT, _ones(name)))
    request.client.get("/api/v1/users/me")
    return request.send()


def _broken(stages: Stages, name: str, operation: Operation) -> Reply:
    stage = stages(BROKEN)
    if operation.may == ANYBODY:
        return request_for(stage, name, operation.good).send()
    return request_for(stage, name, Ask(ROOT, _ones(name), {})).send()


def _ones(name: str) -> tuple[int, ...]:
    return tuple(1 for _ in range(name.count("{")))


def _again(stages: Stages, name: str, operation: Operation, *, is_lost: bool) -> Reply:
    """A request with a key that was used: for the same one, whose answer got lost, or for another one."""
    key = {KEY: f"{name} {is_lost}".replace(" ", "-")}
    request = _good(stages, name, operation)
    first = request.send(headers=key)
    assert first.status in SUCCESSES, (first.status, first.body)
    if not is_lost:
        return request.send(headers=key, query={"another": "1"})
    stages(operation.good.desk).lose_answers()
    return request.send(headers=key)


class AfterCrash:
    """An application as a server sees it: what it raises after its answer is written down, and the server goes on."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        with suppress(DBAPIError, sqlite3.Error):
            await self._app(scope, receive, send)


def break_down(stage: Stage) -> None:
    """Somebody signs in, then the database loses what they signed in by."""
    stage.of(ROOT)
    stage.spare_refresh_tokens = [stage.refresh_token() for _ in range(2)]
    with stage.desk.work() as work:
        work.connection.execute(text(f"DROP TABLE {AccessToken.__tablename__}"))
    stage.client._app[0] = AfterCrash(stage.client._app[0])  # type: ignore[call-overload]
