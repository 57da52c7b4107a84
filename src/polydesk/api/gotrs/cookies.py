"""The cookies of the web interface's own login, under GOTRS' names."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from polydesk.desk.browser_tls import speaks_tls
from polydesk.desk.own_pages import is_from_own_pages

CUSTOMER = "customer_"
"""Before the names of a customer's cookies, so that an agent's and a customer's login do not end each other."""
ACCESS, REFRESH, SHOWN = ("auth_token", "access_token"), "refresh_token", "gotrs_logged_in"
REFRESH_PATH = "/api"
PREFIXES = ("", CUSTOMER)


def keep(response: Response, request: Request, tokens: Mapping[str, Any], prefix: str, refresh_seconds: int) -> None:
    """Have the browser send these tokens from now on. Scripts of a page see no more than that somebody is signed in."""
    secure = speaks_tls(request.url.scheme, request.headers)
    for name in ACCESS:
        response.set_cookie(
            prefix + name,
            tokens["access_token"],
            max_age=tokens["expires_in"],
            httponly=True,
            samesite="lax",
            secure=secure,
        )
    response.set_cookie(
        prefix + REFRESH,
        tokens["refresh_token"],
        max_age=refresh_seconds,
        path=REFRESH_PATH,
        httponly=True,
        samesite="strict",
        secure=secure,
    )
    response.set_cookie(prefix + SHOWN, "true", max_age=refresh_seconds, samesite="lax", secure=secure)


def forget(response: Response, request: Request) -> None:
    """Have the browser drop those of our cookies it has sent; that of the refresh token it may have sent or not."""
    for prefix in PREFIXES:
        sent = [name for name in (*ACCESS, SHOWN) if prefix + name in request.cookies]
        for name in sent:
            response.delete_cookie(prefix + name)
        if sent or prefix + REFRESH in request.cookies:
            response.delete_cookie(prefix + REFRESH, path=REFRESH_PATH)


def sent_refresh(request: Request) -> tuple[str, str] | None:
    """The refresh token among the cookies, and the prefix it came under."""
    found = ((prefix, request.cookies.get(prefix + REFRESH)) for prefix in PREFIXES)
    return next(((token, prefix) for prefix, token in found if token), None)


def is_from_elsewhere(request: Request) -> bool:
    """Whether a page of another site makes the browser sign somebody in. Clients that are no browsers do not say."""
    return not is_from_own_pages(request.headers, if_silent=True)


def wants_a_page(request: Request) -> bool:
    """A browser's form, as opposed to a program."""
    return "text/html" in request.headers.get("accept", "") and "authorization" not in request.headers
