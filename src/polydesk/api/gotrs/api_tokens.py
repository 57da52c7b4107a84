"""Tokens for integrations: section 8.1 of the specification."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from polydesk.api.gotrs.answers import ok
from polydesk.api.gotrs.auth import Role
from polydesk.api.gotrs.call import Call, needs
from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.moments import moment
from polydesk.api.gotrs.schemas import Success, refusals
from polydesk.desk.access.api_tokens import (
    SCOPES,
    TokenEntry,
    create_api_token,
    find_api_token,
    list_api_tokens,
    revoke_api_token,
)
from polydesk.desk.people.agents import find_agent
from polydesk.desk.people.customers import customer_actor
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.work import Look

router = APIRouter(tags=["API tokens"])
Owner = AgentActor | CustomerActor
Mine = Annotated[Call, needs("tokens:own")]
Administering = Annotated[Call, needs("admin:tokens", Role.ADMIN)]
ALL, USERS = "/api/v1/admin/tokens", "/api/v1/admin/users/{user_id}/tokens"
CUSTOMERS = "/api/v1/admin/customer-users/{customer_id}/tokens"
NEVER = "never"
_LIFETIME = re.compile(r"([1-9][0-9]{0,4})([dmy])")
_DAYS = {"d": 1, "m": 30, "y": 365}
LONGEST = timedelta(days=36500)
LARGEST_ID = 2**63 - 1
WARNING = "Keep this token: it is not shown again"


class TokenWish(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "ci", "scopes": ["tickets:read"], "expires_in": "90d"}]}
    )

    name: str = Field(min_length=1, max_length=100, json_schema_extra={"pattern": r"\S"})
    scopes: list[Annotated[str, Field(json_schema_extra={"enum": list(SCOPES)})]] = Field(
        [], max_length=100, description="Empty: all the owner may do"
    )
    expires_in: str = Field(
        NEVER,
        max_length=20,
        description="<n>d, <n>m (of 30 days), <n>y or never; no more than 36500 days",
        json_schema_extra={"pattern": f"^({NEVER}|{_LIFETIME.pattern})$"},
    )

    def lifetime(self) -> timedelta | None:
        """Raises Refused with 400."""
        if self.expires_in == NEVER:
            return None
        found = _LIFETIME.fullmatch(self.expires_in)
        if found is None or (life := timedelta(days=int(found[1]) * _DAYS[found[2]])) > LONGEST:
            raise Refused(400, "Invalid expires_in: use <n>d, <n>m, <n>y or never")
        return life


class Token(BaseModel):
    id: int
    name: str
    prefix: str
    scopes: list[str]
    expires_at: str | None
    last_used_at: str | None
    created_at: str
    is_active: bool


class NewToken(Token):
    token: str
    warning: str


class TokenList(BaseModel):
    tokens: list[Token]


class Revoked(BaseModel):
    status: str


class Scope(BaseModel):
    scope: str
    description: str
    category: str


class ScopeList(BaseModel):
    scopes: list[Scope]


@router.get("/api/v1/tokens", response_model=Success[TokenList], responses=refusals(403, takes_input=False))
def get_tokens(call: Mine) -> Response:
    """One's own, the newest first."""
    return _listed(call, lambda _look: call.caller.actor)


@router.post("/api/v1/tokens", status_code=201, response_model=Success[NewToken], responses=refusals(403))
def post_token(call: Mine, wish: TokenWish) -> Response:
    """A token for oneself. The answer is the only one that shows it."""
    return _made(call, wish, lambda _look: call.caller.actor)


@router.get("/api/v1/tokens/scopes", response_model=Success[ScopeList], responses=refusals(403, takes_input=False))
def get_scopes(_call: Annotated[Call, needs("tokens:own")]) -> Response:
    shown = [{"scope": one, "description": text, "category": one.partition(":")[0]} for one, text in SCOPES.items()]
    return _both({"scopes": shown})


@router.delete("/api/v1/tokens/{token_id}", response_model=Success[Revoked], responses=refusals(403, 404))
def delete_token(call: Mine, token_id: int) -> Response:
    return _revoked(call, token_id, lambda _look: call.caller.actor)


@router.get(ALL, response_model=Success[TokenList], responses=refusals(403, takes_input=False))
def get_all_tokens(call: Administering) -> Response:
    """Everybody's, the newest first."""
    return _listed(call, lambda _look: None)


@router.delete(ALL + "/{token_id}", response_model=Success[Revoked], responses=refusals(403, 404))
def delete_any_token(call: Administering, token_id: int) -> Response:
    return _revoked(call, token_id, lambda _look: None)


@router.get(USERS, response_model=Success[TokenList], responses=refusals(403, 404))
def get_tokens_of_user(call: Administering, user_id: int) -> Response:
    return _listed(call, lambda look: _agent(look, user_id))


@router.post(USERS, status_code=201, response_model=Success[NewToken], responses=refusals(403, 404))
def post_token_of_user(call: Administering, user_id: int, wish: TokenWish) -> Response:
    """A token that acts as this user. The answer is the only one that shows it."""
    return _made(call, wish, lambda look: _agent(look, user_id))


@router.delete(USERS + "/{token_id}", response_model=Success[Revoked], responses=refusals(403, 404))
def delete_token_of_user(call: Administering, user_id: int, token_id: int) -> Response:
    return _revoked(call, token_id, lambda look: _agent(look, user_id))


@router.get(CUSTOMERS, response_model=Success[TokenList], responses=refusals(403, 404, takes_input=False))
def get_tokens_of_customer(call: Administering, customer_id: str) -> Response:
    """Of the customer with this id or login."""
    return _listed(call, lambda look: customer_actor(look, customer_id))


@router.post(CUSTOMERS, status_code=201, response_model=Success[NewToken], responses=refusals(403, 404))
def post_token_of_customer(call: Administering, customer_id: str, wish: TokenWish) -> Response:
    """A token that acts as the customer with this id or login. The answer is the only one that shows it."""
    return _made(call, wish, lambda look: customer_actor(look, customer_id))


@router.delete(CUSTOMERS + "/{token_id}", response_model=Success[Revoked], responses=refusals(403, 404))
def delete_token_of_customer(call: Administering, customer_id: str, token_id: int) -> Response:
    return _revoked(call, token_id, lambda look: customer_actor(look, customer_id))


def _listed(call: Call, whose: Callable[[Look], Owner | None]) -> Response:
    look = call.look()
    return _both({"tokens": [_shape(one) for one in list_api_tokens(look, whose(look))]})


def _made(call: Call, wish: TokenWish, whose: Callable[[Look], Owner]) -> Response:
    _not_by_a_token(call)
    life = wish.lifetime()
    with call.work() as work:
        expires_at = work.now + life if life else None
        made = create_api_token(work, whose(work), name=wish.name, scopes=wish.scopes, expires_at=expires_at)
        entry = find_api_token(work, made[0])
    return _both({**_shape(entry), "token": made[1], "warning": WARNING}, status=201)


def _revoked(call: Call, token_id: int, whose: Callable[[Look], Owner | None]) -> Response:
    _not_by_a_token(call)
    if not 0 < token_id <= LARGEST_ID:
        raise Refused(404, "Token not found")
    with call.work() as work:
        revoke_api_token(work, token_id, owner=whose(work))
    return _both({"status": "revoked"})


def _not_by_a_token(call: Call) -> None:
    """A token that could make others would outlive its own expiry and its own scopes."""
    if call.caller.token_id is not None:
        raise Refused(403, "Tokens are made and revoked by signed-in people", code="core:forbidden")


def _agent(look: Look, user_id: int) -> AgentActor:
    agent = find_agent(look, user_id)
    return AgentActor(agent.id, agent.login)


def _shape(entry: TokenEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "name": entry.name,
        "prefix": entry.prefix,
        "scopes": list(entry.scopes),
        "expires_at": entry.expires_at and moment(entry.expires_at),
        "last_used_at": entry.last_used_at and moment(entry.last_used_at),
        "created_at": moment(entry.create_time),
        "is_active": entry.is_active,
    }


def _both(data: dict[str, Any], *, status: int = 200) -> Response:
    """In `data` and beside it, for both kinds of clients."""
    return ok(data, status=status, top=data)
