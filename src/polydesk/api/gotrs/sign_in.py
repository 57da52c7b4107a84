"""Sign-in, renewal and sign-out: section 3 of the specification."""

import secrets
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import RedirectResponse

from polydesk.api.gotrs.answers import ok
from polydesk.api.gotrs.auth import unauthorized
from polydesk.api.gotrs.call import Call, desk_of, needs
from polydesk.api.gotrs.cookies import forget, keep, sent_refresh, wants_a_page
from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.limiting import GENERAL, spend
from polydesk.api.gotrs.people import Shown, shown
from polydesk.api.gotrs.schemas import Success, refusals
from polydesk.api.gotrs.tokens import Claims, Kind, read, sign
from polydesk.desk.access.pairs import PAIRS, Pair, open_pair, renew_pair
from polydesk.desk.access.password_alone import by_password_alone
from polydesk.desk.access.signing import SigningKey, key_for_signing
from polydesk.desk.own_pages import is_from_own_pages
from polydesk.desk.people.audit_sign_in import audit_sign_in, audit_sign_out
from polydesk.desk.people.let_in import ANYBODY, let_in
from polydesk.desk.people.sign_in import note_sign_in, sign_in_customer
from polydesk.kernel.clock import epoch, from_epoch
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work

router = APIRouter(tags=["Authentication"])


class Login(BaseModel):
    """`login` wins over `username`, which wins over `email`. All three are a login, of an agent or a customer."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"username": "agent@example.com", "password": "secure_password"}]}
    )

    login: str | None = None
    username: str | None = None
    email: str | None = None
    password: str = Field(min_length=1)

    @property
    def name(self) -> str:
        return self.login or self.username or self.email or ""


class User(BaseModel):
    id: int
    login: str
    email: str
    first_name: str
    last_name: str
    role: str


class Tokens(BaseModel):
    """Times of life are seconds."""

    access_token: str
    token: str
    refresh_token: str
    token_type: str = "Bearer"  # noqa: S105  the kind of a token
    expires_in: int
    expires_at: str
    user: User


@router.post("/api/v1/auth/login", response_model=Success[Tokens], responses=refusals(503))
def login(request: Request, credentials: Login) -> Response:
    """Sign in. The answer holds the tokens twice, at the top level and in `data`, for both kinds of clients."""
    return _answered(sign_in(request, credentials))


def sign_in(request: Request, credentials: Login, *, customers_only: bool = False) -> dict[str, Any]:
    """Raises TooManyFailures, and Refused with 400 or 401; which of login and password was wrong is not said, nor
    that a second factor is missing.
    """
    name, address = credentials.name, _address(request)
    if not name:
        raise Refused(400, "Invalid login request: missing login")
    desk, checks = desk_of(request), (sign_in_customer,) if customers_only else ANYBODY
    signed_in = let_in(desk, name, credentials.password, by_password_alone(desk, checks))
    if signed_in is None:
        raise Refused(401, "Invalid credentials", code="core:invalid_credentials")
    with desk.work(signed_in.actor) as work:
        if signed_in.worth_noting:
            note_sign_in(work, signed_in, credentials.password)
        audit_sign_in(work, signed_in.actor)
        client = request.headers.get("user-agent", "")
        pair = open_pair(work, signed_in.actor, lifetime=_refresh_life(work), remote_address=address, client=client)
        return _tokens(work, pair, shown(work, signed_in.actor))


class Refresh(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"refresh_token": "eyJhbGciOiJIUzI1NiIs…"}]})

    refresh_token: str | None = Field(None, description="Without it, the cookie of that name")


@router.post("/api/auth/refresh", response_model=Success[Tokens], responses=refusals())
@router.post("/api/v1/auth/refresh", response_model=Success[Tokens], responses=refusals())
def refresh(request: Request, sent: Refresh | None = None) -> Response:
    """New tokens for a refresh token, which is used up by it. One that comes a second time ends the sign-in."""
    token, prefix = _refresh_token(request, sent)
    if not token:
        raise Refused(400, "Invalid refresh request: missing refresh_token")
    desk = desk_of(request)
    look = desk.look()
    spend(request, GENERAL, f"address {_address(request)}", settings=look.config(Settings))
    claims = read(look.config(SigningKey).value, Kind.REFRESH, token, now=look.now)
    if claims is None:
        raise unauthorized("Invalid or expired refresh token")
    with desk.work() as work:
        renewed = renew_pair(work, claims.handle, claims.id, lifetime=_refresh_life(work))
        tokens = _tokens(work, renewed[1], shown(work, renewed[0].actor)) if renewed else None
    if tokens is None:  # only now, so that the end of a sign-in whose token came twice is kept
        raise unauthorized("Invalid or expired refresh token")
    response = _answered(tokens)
    if prefix is not None:
        keep(response, request, tokens, prefix, refresh_seconds(request))
    return response


class Told(BaseModel):
    message: str


_LOGOUT = {**refusals(403), 302: {"description": "To the login page, for a browser's form"}}


def _refresh_token(request: Request, sent: Refresh | None) -> tuple[str, str | None]:
    """The one of the body; else that of the cookie and under which prefix, unless another site's page asks."""
    if sent and sent.refresh_token:
        return sent.refresh_token, None
    return (is_from_own_pages(request.headers, if_silent=False) and sent_refresh(request)) or ("", None)


@router.post("/api/auth/logout", response_model=Success[Told], responses=_LOGOUT)
@router.post("/api/v1/auth/logout", response_model=Success[Told], responses=_LOGOUT)
def logout(call: Annotated[Call, needs("auth")]) -> Response:
    """End the sign-in: its access tokens and its refresh token are good no more from the next request on."""
    if call.caller.handle is None:
        raise Refused(400, "An API token is revoked, not signed out")
    with call.work() as work:
        PAIRS.end(work, call.caller.handle)
        audit_sign_out(work, call.caller.actor)
    if wants_a_page(call.request):
        response: Response = RedirectResponse("/login", 302)
    else:
        response = ok({"message": "Logged out"}, message="Logged out")
    forget(response, call.request)
    return response


def _tokens(work: Work, pair: Pair, who: Shown) -> dict[str, Any]:
    key, settings = key_for_signing(work), work.config(Settings)
    seconds = settings["GOTRS::AccessTokenLifetime"]
    claims, life = Claims(pair.handle, pair.refresh), timedelta(seconds=seconds)
    access = sign(
        key, Kind.ACCESS, Claims(pair.handle, secrets.token_urlsafe(9)), who.person, now=work.now, lifetime=life
    )
    return {
        "access_token": access,
        "token": access,
        "refresh_token": sign(key, Kind.REFRESH, claims, who.person, now=work.now, lifetime=_refresh_life(work)),
        "token_type": "Bearer",
        "expires_in": seconds,
        "expires_at": from_epoch(epoch(work.now) + seconds).isoformat() + "Z",
        "user": who.as_user(),
    }


def refresh_seconds(request: Request) -> int:
    seconds: int = desk_of(request).look().config(Settings)["GOTRS::RefreshTokenLifetime"]
    return seconds


def _refresh_life(work: Work) -> timedelta:
    return timedelta(seconds=work.config(Settings)["GOTRS::RefreshTokenLifetime"])


def _answered(tokens: dict[str, Any]) -> Response:
    return ok(tokens, **tokens)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
