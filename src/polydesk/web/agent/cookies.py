"""The cookie a browser is known by."""

from starlette.requests import Request
from starlette.responses import Response

NAME = "polydesk_agent"


def keep(response: Response, request: Request, token: str) -> None:
    """For as long as the browser is open; the session itself ends sooner. No script of a page sees it."""
    response.set_cookie(NAME, token, path="/", httponly=True, samesite="lax", secure=is_secure(request))


def forget(response: Response) -> None:
    response.delete_cookie(NAME, path="/", httponly=True, samesite="lax")


def is_secure(request: Request) -> bool:
    """Whether the browser speaks TLS, with us or with a proxy before us; who lies about it harms only themselves."""
    return "https" in (request.url.scheme, request.headers.get("x-forwarded-proto", "").lower())
