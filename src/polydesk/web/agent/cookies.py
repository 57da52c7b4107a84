"""The cookies a browser is known by: of a session, and of what was begun and is not done."""

from starlette.requests import Request
from starlette.responses import Response

NAME, STEP, CHALLENGE = "polydesk_agent", "polydesk_step", "polydesk_challenge"


def keep(response: Response, request: Request, token: str, name: str = NAME) -> None:
    """For as long as the browser is open; the session itself ends sooner. No script of a page sees it."""
    response.set_cookie(name, token, path="/", httponly=True, samesite="lax", secure=is_secure(request))


def forget(response: Response, name: str = NAME) -> None:
    response.delete_cookie(name, path="/", httponly=True, samesite="lax")


def is_secure(request: Request) -> bool:
    """Whether the browser speaks TLS, with us or with a proxy before us; who lies about it harms only themselves."""
    return "https" in (request.url.scheme, request.headers.get("x-forwarded-proto", "").lower())
