"""A request that was let in: who calls, and the desk for them."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Request, Security
from fastapi.exceptions import RequestValidationError
from fastapi.security import HTTPBearer
from starlette.concurrency import run_in_threadpool

from polydesk.api.gotrs.auth import Caller, Role, find_caller
from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.limiting import GENERAL, spend
from polydesk.desk.access.api_tokens import note_token_use
from polydesk.desk.access.repeated import Claim, take_key
from polydesk.desk.request import RequestDesk
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

DESK = "polydesk.desk"
"""Where the scope of a request keeps its desk."""
CLAIM = "polydesk.claim"
"""Where it keeps the claim on the key it was sent with, if any."""
_NUMBER = re.compile("-?[0-9]+")
_BEARER = HTTPBearer(auto_error=False, bearerFormat="JWT", description="An access token, or an API token")
_REFUSALS = {
    Role.ADMIN: "Admin access required",
    Role.AGENT: "Access denied",
}


class Call:
    """What every operation gets first."""

    def __init__(self, request: Request, caller: Caller) -> None:
        self.request = request
        self.caller = caller
        self._desk = desk_of(request)

    def look(self) -> Look:
        """What the caller may see. All looks of one request are one."""
        return self._desk.look(self.caller.actor)

    @contextmanager
    def work(self) -> Iterator[Work]:
        """A transaction. The first one of a request with an Idempotency-Key takes the key along."""
        claim: Claim | None = self.request.scope.get(CLAIM)
        with self._desk.work(self.caller.actor) as work:
            if claim and not claim.is_taken:
                take_key(work, claim)
            yield work
        if claim:
            claim.is_taken = True


def needs(scope: str, *roles: Role) -> Any:
    """The dependency of an operation that is for callers with this scope, and with one of these roles if any is named.

    Admins are agents as well. Raises Refused with 401, 403 or 429.
    """

    return Security(Door(scope, roles))


@dataclass(frozen=True, slots=True)
class Door:
    """What an operation that is not for everybody depends on."""

    scope: str
    roles: tuple[Role, ...]

    async def __call__(self, request: Request, _bearer: Annotated[Any, Security(_BEARER)]) -> Call:
        call = await _admit(request, self.scope, self.roles)
        _refuse_odd_numbers(request)
        return call


def _refuse_odd_numbers(request: Request) -> None:
    """What is a number in the path is written in digits: pydantic would take `1_0` and blanks around it as well."""
    for one in request.scope["route"].dependant.path_params:
        text = str(request.path_params.get(one.alias, ""))
        if one.field_info.annotation is int and not _NUMBER.fullmatch(text):
            raise RequestValidationError(
                [{"type": "int_parsing", "loc": ("path", one.alias), "msg": "", "input": text}]
            )


async def knock(request: Request) -> None:
    """Refuse who may not call, though the operation is never reached: what cannot be read is refused after that only.

    Raises Refused with 401, 403 or 429.
    """
    for one in request.scope["route"].dependant.dependencies:
        if isinstance(one.call, Door):
            await one.call(request, None)


async def _admit(request: Request, scope: str, roles: tuple[Role, ...]) -> Call:
    caller: Caller = await reading(request, find_caller)
    spend_request(request, caller)
    if roles and caller.role not in roles and not (caller.role is Role.ADMIN and Role.AGENT in roles):
        raise Refused(403, _REFUSALS.get(roles[0], "Access denied"), code="core:forbidden")
    if not caller.may(scope):
        raise Refused(403, f"This token lacks the scope {scope}", code="core:insufficient_scope")
    if caller.note_use and caller.token_id is not None:
        await run_in_threadpool(_note_use, desk_of(request), caller.token_id)
    return Call(request, caller)


def _note_use(desk: RequestDesk, token_id: int) -> None:
    with desk.work() as work:
        note_token_use(work, token_id)


def spend_request(request: Request, caller: Caller) -> None:
    """Raises Refused with 429."""
    settings = desk_of(request).look().config(Settings)
    spend(request, GENERAL, caller.handle or f"token {caller.token_id}", settings=settings)


async def reading(request: Request, step: Callable[[Look, Request], Any]) -> Any:
    """A short read: at once where the database never makes a reader wait, else in a thread."""
    desk = desk_of(request)
    if desk.is_quick_to_read:
        return step(desk.look(), request)
    return await run_in_threadpool(lambda: step(desk.look(), request))


def desk_of(request: Request) -> RequestDesk:
    desk: RequestDesk = request.scope[DESK]
    return desk
