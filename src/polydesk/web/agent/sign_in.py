"""Signing in by password, and out."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from polydesk.desk.access.factors import OIDC, needs_second_step
from polydesk.desk.access.sessions import WEB_SESSIONS
from polydesk.desk.people.audit_sign_in import audit_sign_out
from polydesk.desk.people.directory_server import DirectoryUnavailable
from polydesk.desk.people.let_in import let_in
from polydesk.desk.people.sign_in import note_sign_in, sign_in_agent
from polydesk.desk.people.throttle import TooManyFailures
from polydesk.kernel.actors import AgentActor
from polydesk.web.agent import second_step
from polydesk.web.agent.cookies import STEP, forget, keep
from polydesk.web.agent.own_address import own_path
from polydesk.web.agent.page import Page
from polydesk.web.agent.sign_in_page import show
from polydesk.web.agent.visit import Visit

PATH = "/login"


def form(visit: Visit) -> Response:
    token = visit.session_token
    if token and WEB_SESSIONS.find(visit.desk.look(), token, remote_address=visit.address):
        return RedirectResponse(own_path(visit.parameter("next")), 303)
    return show(visit, wanted=visit.parameter("next"))


def sign_in(visit: Visit) -> Response:
    """Whoever comes in gets a session that nobody could have known before."""
    login, password, wanted = visit.text("login"), visit.password(), own_path(visit.text("next"))
    try:
        signed_in = let_in(visit.desk, login, password, (sign_in_agent,))
    except TooManyFailures as refused:
        return show(visit, login=login, wanted=wanted, wait=refused.seconds, status=429)
    except DirectoryUnavailable:
        return show(visit, login=login, wanted=wanted, problem="provider", status=503)
    if signed_in is None or not isinstance(signed_in.actor, AgentActor):
        return show(visit, login=login, wanted=wanted, problem="wrong", status=401)
    agent, step = signed_in.actor, None
    is_halfway = needs_second_step(visit.desk.look(), agent)
    with visit.desk.work(agent) as work:
        if signed_in.worth_noting:
            note_sign_in(work, signed_in, password)
        if is_halfway:
            step = second_step.begin(work, agent, wanted)
        else:
            token = visit.enter(work, agent)
    if step is None:
        return visit.entered(token, wanted)
    response = RedirectResponse(second_step.PATH, 303)
    keep(response, visit.request, step, STEP)
    return response


def sign_out(page: Page) -> Response:
    """Who came from a provider is offered to sign out there, too."""
    with page.work() as work:
        session = WEB_SESSIONS.row(work, page.session_token)
        WEB_SESSIONS.end(work, page.session_token)
        audit_sign_out(work, page.agent)
    came_from_elsewhere = session is not None and session.signed_in_by == OIDC
    response = page.go(f"{PATH}?left=provider" if came_from_elsewhere else PATH)
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


VISITS = (("GET", PATH, form), ("POST", PATH, sign_in))
