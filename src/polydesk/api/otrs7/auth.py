"""From a request's token to the customer user it belongs to: specification, section 1.2."""

from dataclasses import dataclass

from polydesk.api.otrs7.errors import unauthorized
from polydesk.api.otrs7.request import Request
from polydesk.api.otrs7.routing import Operation
from polydesk.api.otrs7.tokens import read
from polydesk.desk.access.customer_sessions import CUSTOMER_SESSIONS
from polydesk.desk.access.signing import SigningKey
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.work import Look

COOKIE, COOKIE_READ_TOO = "AuthenticationCustomer", "Authentication"
_HEADERS = ("authentication", "authorization")
_SCHEME = "bearer "


@dataclass(frozen=True, slots=True)
class Caller:
    """`handle` names the session."""

    actor: CustomerActor
    handle: str
    is_stale: bool
    """Whether the session's last use is long enough ago to be written down anew."""


def authenticate(look: Look, request: Request, operation: Operation) -> Caller | None:
    """Raises Refused with 401 where a token is needed; where none is, a bad one counts as none."""
    caller = find_caller(look, request, by_cookie=operation.by_cookie)
    if caller is None and operation.secured:
        raise unauthorized()
    return caller


def find_caller(look: Look, request: Request, *, by_cookie: bool = False) -> Caller | None:
    token = sent_token(request, by_cookie=by_cookie)
    claims = read(look.config(SigningKey).value, token, now=look.now) if token else None
    if claims is None:
        return None
    session = CUSTOMER_SESSIONS.find(look, claims.handle, remote_address=request.peer)
    actor = session.actor if session else None
    if session is None or not isinstance(actor, CustomerActor) or actor.login != claims.login:
        return None
    return Caller(actor, claims.handle, session.is_stale)


def sent_token(request: Request, *, by_cookie: bool) -> str:
    """A header that is there decides, even if it is bad and a cookie is good."""
    for name in _HEADERS:
        if name in request.headers:
            value = request.headers[name].strip()
            return value[len(_SCHEME) :].strip() if value[: len(_SCHEME)].lower() == _SCHEME else ""
    if not by_cookie or request.method not in ("GET", "HEAD"):
        return ""
    return request.cookie(COOKIE) or request.cookie(COOKIE_READ_TOO)
