"""The cookies a browser is known by: of a session, and of what was begun and is not done."""

from starlette.requests import Request
from starlette.responses import Response

from polydesk.desk.browser_tls import speaks_tls

NAME, STEP, CHALLENGE = "polydesk_agent", "polydesk_step", "polydesk_challenge"


def keep(response: Response, request: Request, token: str, name: str = NAME) -> None:
    """For as long as the browser is open; the session itself ends sooner. No script of a page sees it."""
    secure = speaks_tls(request.url.scheme, request.headers)
    response.set_cookie(name, token, path="/", httponly=True, samesite="lax", secure=secure)


def forget(response: Response, name: str = NAME) -> None:
    response.delete_cookie(name, path="/", httponly=True, samesite="lax")
