"""Signing in at an OpenID provider: there, back, and out again."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode

from starlette.responses import RedirectResponse, Response

from polydesk.desk.access.factors import OIDC
from polydesk.desk.access.oidc import agent_behind, find_provider, wanted_claims
from polydesk.desk.access.sign_in_steps import Step, begin_step, take_step
from polydesk.desk.identity_provider import IdentityRefused, Provider, ProviderUnavailable, Question, Reply
from polydesk.desk.people.audit_sign_in import audit_failed_sign_in
from polydesk.web.agent.cookies import STEP, keep
from polydesk.web.agent.own_address import own_origin, own_path
from polydesk.web.agent.sign_in_page import show
from polydesk.web.agent.visit import Visit

PATH = "/login/oidc"
KIND = "oidc"
LONGEST_CODE = 4000


def begin(visit: Visit) -> Response:
    """Off to the provider, with what only this browser can come back with."""
    look, wanted = visit.desk.look(), own_path(visit.parameter("next"))
    provider, origin = find_provider(look), own_origin(visit.request, look)
    if provider is None:
        return RedirectResponse("/login", 303)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    challenge = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    question = Question(f"{origin}{PATH}/callback", state, nonce, challenge)
    try:
        url = visit.desk.identity_provider().question_url(provider, question)
    except ProviderUnavailable as failed:
        return _refused(visit, wanted, failed.reason, "provider", 503)
    data = {"state": state, "nonce": nonce, "verifier": verifier, "redirect_uri": question.redirect_uri}
    with visit.desk.work() as work:
        step = begin_step(work, KIND, {**data, "issuer": provider.issuer, "next": wanted})
    response = RedirectResponse(url, 303)
    keep(response, visit.request, step, STEP)
    return response


def come_back(visit: Visit) -> Response:
    """The step is used up by any answer, and only then the answer is looked at."""
    with visit.desk.work() as work:
        step = take_step(work, KIND, visit.step_token) if visit.step_token else None
    if step is None:
        return show(visit, wanted="/", problem="provider", status=400)
    wanted = own_path(step.data["next"])
    try:
        token = _entered(visit, step)
    except IdentityRefused as refused:
        return _refused(visit, wanted, refused.reason, "stranger", 403)
    except ProviderUnavailable as failed:
        return _refused(visit, wanted, failed.reason, "provider", 503)
    return visit.entered(token, wanted)


def leave(visit: Visit) -> Response:
    """To the provider's own sign-out, if it has one."""
    look = visit.desk.look()
    provider, origin = find_provider(look), own_origin(visit.request, look)
    try:
        place = visit.desk.identity_provider().way_out(provider, f"{origin}/login") if provider else None
    except ProviderUnavailable:
        place = None
    return RedirectResponse(place or "/login", 303)


def _entered(visit: Visit, step: Step) -> str:
    """The token of a new session. Raises IdentityRefused and ProviderUnavailable."""
    look = visit.desk.look()
    provider, wanted = _provider(visit), wanted_claims(look)
    if not hmac.compare_digest(visit.parameter("state").encode(), str(step.data["state"]).encode()):
        raise IdentityRefused("the answer belongs to another question")
    if provider.issuer != step.data["issuer"]:
        raise IdentityRefused("the provider was changed meanwhile")
    if error := visit.parameter("error"):
        raise IdentityRefused(f"the provider said: {error[:100]}")
    reply = Reply(
        code=visit.parameter("code")[:LONGEST_CODE],
        issuer=visit.parameter("iss"),
        redirect_uri=step.data["redirect_uri"],
        nonce=step.data["nonce"],
        verifier=step.data["verifier"],
    )
    claims = visit.desk.identity_provider().identify(provider, reply, wanted=wanted)
    with visit.desk.work() as work:
        return visit.enter(work, agent_behind(work, provider, claims), by=OIDC)


def _provider(visit: Visit) -> Provider:
    provider = find_provider(visit.desk.look())
    if provider is None:
        raise IdentityRefused("there is no provider")
    return provider


def _refused(visit: Visit, wanted: str, reason: str, problem: str, status: int) -> Response:
    with visit.desk.work() as work:
        audit_failed_sign_in(work, "", by=OIDC, reason=reason)
    return show(visit, wanted=wanted, problem=problem, status=status)


VISITS = (("GET", PATH, begin), ("GET", f"{PATH}/callback", come_back), ("GET", f"{PATH}/leave", leave))
