"""Signing in and out."""

from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from polydesk.desk.access.sessions import WEB_SESSIONS
from polydesk.desk.people.audit_sign_in import audit_sign_in, audit_sign_out
from polydesk.desk.people.let_in import let_in
from polydesk.desk.people.sign_in import note_sign_in, sign_in_agent
from polydesk.desk.people.throttle import TooManyFailures
from polydesk.desk.request import RequestDesk
from polydesk.kernel.settings import Settings
from polydesk.kernel.storable import storable
from polydesk.web.agent.cookies import NAME, forget, keep
from polydesk.web.agent.page import Page
from polydesk.web.rendering import render
from polydesk.web.texts import language_for, texts_in

PATH = "/login"
LONGEST_NAME = 200


def form(request: Request, desk: RequestDesk) -> Response:
    token = request.cookies.get(NAME, "")
    if token and WEB_SESSIONS.find(desk.look(), token, remote_address=_address(request)):
        return RedirectResponse(own_path(request.query_params.get("next", "")), 303)
    return _shown(request, desk)


def sign_in(request: Request, desk: RequestDesk, login: str, password: str, wanted: str) -> Response:
    """Whoever comes in gets a session that nobody could have known before."""
    try:
        signed_in = let_in(desk, storable(login), password, (sign_in_agent,))
    except TooManyFailures as refused:
        return _shown(request, desk, login=login, wanted=wanted, wait=refused.seconds, status=429)
    if signed_in is None:
        return _shown(request, desk, login=login, wanted=wanted, is_wrong=True, status=401)
    with desk.work(signed_in.actor) as work:
        if signed_in.worth_noting:
            note_sign_in(work, signed_in, password)
        audit_sign_in(work, signed_in.actor)
        client = request.headers.get("user-agent", "")
        token = WEB_SESSIONS.open(work, signed_in.actor, remote_address=_address(request), client=client)
    response = RedirectResponse(own_path(wanted), 303)
    keep(response, request, token)
    return response


def sign_out(page: Page) -> Response:
    with page.work() as work:
        WEB_SESSIONS.end(work, page.session_token)
        audit_sign_out(work, page.agent)
    response = page.go(PATH)
    forget(response)
    return response


def to_sign_in(request: Request) -> Response:
    """Back here afterwards, where it was a page that was asked for."""
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    is_page = request.method == "GET" and wanted != "/"
    target = f"{PATH}?{urlencode({'next': wanted})}" if is_page else PATH
    if request.headers.get("hx-request") == "true":
        return Response(status_code=401, headers={"HX-Redirect": PATH})
    return RedirectResponse(target, 303)


def own_path(wanted: str) -> str:
    """A path of ours and nothing else: who sends somebody a link must not choose where they end up."""
    parts = urlsplit(wanted)
    is_own = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return wanted if is_own and wanted.isprintable() and "\\" not in wanted else "/"


def _shown(
    request: Request,
    desk: RequestDesk,
    *,
    login: str = "",
    wanted: str | None = None,
    is_wrong: bool = False,
    wait: int = 0,
    status: int = 200,
) -> Response:
    look = desk.look()
    texts = texts_in(language_for("", request.headers.get("accept-language", "")))
    context = {
        "product": look.config(Settings)["ProductName"],
        "login": login[:LONGEST_NAME],
        "wanted": own_path(request.query_params.get("next", "") if wanted is None else wanted),
        "is_wrong": is_wrong,
        "wait": wait,
        "theme": "auto",
    }
    page = render("agent/login.html", texts, look.config(Settings).zone, context)
    return HTMLResponse(page, status, {"Retry-After": str(wait)} if wait else None)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
