"""Signing in with a passkey, with or without a password before it: the passkey alone proves who it is."""

import secrets
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response

from polydesk.desk.access.factors import PASSKEY
from polydesk.desk.access.passkeys import find_passkey, list_passkeys, note_passkey_use
from polydesk.desk.access.sign_in_steps import begin_step, take_step
from polydesk.desk.people.audit_sign_in import audit_failed_sign_in
from polydesk.desk.people.let_in import slowed_down
from polydesk.desk.people.throttle import TooManyFailures
from polydesk.web.agent.cookies import CHALLENGE, forget, keep
from polydesk.web.agent.own_address import host_of, own_origin, own_path
from polydesk.web.agent.second_step import halfway
from polydesk.web.agent.visit import Visit

if TYPE_CHECKING:
    from starlette.requests import Request

    from polydesk.desk.access.passkey_proof import Place
    from polydesk.kernel.work import Look

KIND = "passkey"
CHALLENGE_BYTES = 32


def place_of(request: "Request", look: "Look") -> "Place":
    from polydesk.desk.access.passkey_proof import Place  # loaded late: it needs much memory

    origin = own_origin(request, look)
    return Place(origin, host_of(origin.partition("://")[2]))


def options(visit: Visit) -> Response:
    """A challenge for this browser; of somebody whose password was right, only their own passkeys will do."""
    from polydesk.desk.access.passkey_proof import proving_options

    found, look = halfway(visit), visit.desk.look()
    allowed = [one.credential_id for one in list_passkeys(look, found[0])] if found else []
    challenge = secrets.token_bytes(CHALLENGE_BYTES)
    asked = proving_options(place_of(visit.request, look), challenge=challenge, allowed=allowed)
    with visit.desk.work() as work:
        token = begin_step(work, KIND, {"challenge": challenge.hex()})
    response = Response(asked, media_type="application/json")
    keep(response, visit.request, token, CHALLENGE)
    return response


def prove(visit: Visit) -> Response:
    """Failures of passkeys nobody has are counted as one: names are free, and each would have a count of its own."""
    from polydesk.desk.access.passkey_proof import id_in

    answer = visit.text("credential")
    passkey_id = id_in(answer)
    known = find_passkey(visit.desk.look(), passkey_id)
    name = known.agent.login if known else ""
    try:
        token = slowed_down(
            visit.desk,
            f"passkey {known.id if known else ''}",
            visit.address,
            lambda: _entered(visit, answer, passkey_id),
            lambda work: audit_failed_sign_in(work, name, by=PASSKEY),
        )
    except TooManyFailures as refused:
        text = visit.texts.gettext("Too many failures. Please wait %(seconds)s seconds.")
        return JSONResponse({"error": text % {"seconds": refused.seconds}}, 429)
    if token is None:
        response = JSONResponse({"error": visit.texts.gettext("This passkey does not open this desk.")}, 401)
    else:
        wanted = own_path(visit.text("next"))
        response = JSONResponse({"go": wanted})
        visit.entered(token, wanted, response)
    forget(response, CHALLENGE)
    return response


def _entered(visit: Visit, answer: str, passkey_id: str) -> str | None:
    """The token of a new session. The challenge is used up, whatever comes of it."""
    from polydesk.desk.access.passkey_proof import NotProved, proved

    place = place_of(visit.request, visit.desk.look())
    with visit.desk.work() as work:
        step = take_step(work, KIND, visit.request.cookies.get(CHALLENGE, ""))
        passkey = find_passkey(work, passkey_id)
        if step is None or passkey is None:
            return None
        try:
            count = proved(answer, place, bytes.fromhex(step.data["challenge"]), passkey)
        except NotProved:
            return None
        if not note_passkey_use(work, passkey, count):
            return None
        return visit.enter(work, passkey.agent, by=PASSKEY)


VISITS = (("POST", "/login/passkey/options", options), ("POST", "/login/passkey", prove))
