"""From credentials to a caller: a bearer token, or the cookies of the web interface's own login."""

from dataclasses import dataclass
from enum import StrEnum

from starlette.requests import Request

from polydesk.api.gotrs.errors import Refused
from polydesk.api.gotrs.tokens import Kind, read
from polydesk.desk.access.api_tokens import is_api_token, owner_of_token
from polydesk.desk.access.pairs import find_sign_in
from polydesk.desk.access.signing import SigningKey
from polydesk.desk.own_pages import is_from_own_pages
from polydesk.desk.people.roles import is_admin
from polydesk.kernel.actors import Actor, AgentActor, CustomerActor
from polydesk.kernel.work import Look

COOKIES = ("auth_token", "access_token", "customer_auth_token", "customer_access_token")
REQUIRED, INVALID = "Missing authorization token", "Invalid or expired token"
SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))


class Role(StrEnum):
    ADMIN = "Admin"
    AGENT = "Agent"
    CUSTOMER = "Customer"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, and by what: exactly one of `handle` (a sign-in) and `token_id` (an API token) is set."""

    actor: AgentActor | CustomerActor
    role: Role
    handle: str | None = None
    token_id: int | None = None
    scopes: frozenset[str] = frozenset()
    """What an API token is limited to; empty is all its owner may do."""
    note_use: bool = False
    """Whether it is time to write down that an API token is in use."""

    def may(self, scope: str) -> bool:
        kind = scope.partition(":")[0]
        return not self.scopes or bool({"*", scope, f"{kind}:*"} & self.scopes)


def find_caller(look: Look, request: Request) -> Caller:
    """Raises Refused with 401 when there is no token, or none that is good."""
    token = _sent_token(request)
    if token is None:
        raise unauthorized(REQUIRED)
    if is_api_token(token):
        found = owner_of_token(look, token)
        if found is None:
            raise unauthorized(INVALID)
        role, is_due = role_of(look, found.actor), not found.used
        return Caller(found.actor, role, token_id=found.id, scopes=found.scopes, note_use=is_due)
    claims = read(look.config(SigningKey).value, Kind.ACCESS, token, now=look.now)
    sign_in = find_sign_in(look, claims.handle) if claims else None
    if claims is None or sign_in is None:
        raise unauthorized(INVALID)
    return Caller(sign_in.actor, role_of(look, sign_in.actor), handle=claims.handle)


def unauthorized(text: str) -> Refused:
    return Refused(401, text, headers={"WWW-Authenticate": "Bearer"}, code="core:unauthorized")


def role_of(look: Look, actor: Actor) -> Role:
    if isinstance(actor, CustomerActor):
        return Role.CUSTOMER
    return Role.ADMIN if is_admin(look, actor) else Role.AGENT


def _sent_token(request: Request) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return token.strip()
    cookie = next((request.cookies[name] for name in COOKIES if name in request.cookies), None)
    reads = request.method in SAFE_METHODS
    return cookie if cookie and is_from_own_pages(request.headers, if_silent=reads) else None
