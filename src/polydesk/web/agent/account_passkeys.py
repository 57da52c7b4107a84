"""One's own passkeys: made in the browser, and taken away."""

import secrets
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response

from polydesk.desk.access.factors import give_passkey_up, take_passkey
from polydesk.desk.access.passkeys import list_passkeys, user_handle_of
from polydesk.desk.access.sign_in_steps import Step, begin_step, take_step
from polydesk.desk.people.directory import Directory
from polydesk.kernel.errors import Conflict, Forbidden
from polydesk.kernel.settings import Settings
from polydesk.web.agent.account_factors import PATH, show, show_recovery_codes, wrong_password
from polydesk.web.agent.cookies import CHALLENGE, forget, keep
from polydesk.web.agent.numbers import number_of
from polydesk.web.agent.page import Page, View
from polydesk.web.agent.passkey_sign_in import CHALLENGE_BYTES, place_of

if TYPE_CHECKING:
    from polydesk.desk.access.passkey_proof import Place

KIND = "passkey to be made"
LONGEST_NAME = 100


def begin(page: Page) -> Response:
    """For the script of the page: what the browser needs to make one."""
    from polydesk.desk.access.passkey_proof import making_options

    if error := wrong_password(page):
        return JSONResponse({"error": error}, 422)
    look, challenge = page.look(), secrets.token_bytes(CHALLENGE_BYTES)
    handle, known = user_handle_of(look, page.agent), list_passkeys(look, page.agent)
    options = making_options(
        place_of(page.request, look),
        product=look.config(Settings)["ProductName"],
        login=page.agent.login,
        full_name=look.config(Directory).agents[page.agent.id].full_name,
        user_handle=handle,
        challenge=challenge,
        known=[one.credential_id for one in known],
    )
    with page.work() as work:
        data = {"challenge": challenge.hex(), "user_handle": handle}
        token = begin_step(work, KIND, data, agent_id=page.agent.id)
    response = Response(options, media_type="application/json")
    keep(response, page.request, token, CHALLENGE)
    return response


def add(page: Page) -> Response:
    _ = page.texts.gettext
    codes: tuple[str, ...] = ()
    error, place = "", place_of(page.request, page.look())
    with page.work() as work:  # used up, whatever comes of it
        step = take_step(work, KIND, page.request.cookies.get(CHALLENGE, ""))
    if step is None or step.agent_id != page.agent.id:
        return show(page, {"passkeys": _("That took too long. Please try again.")}, 422)
    try:
        codes = _taken(page, step, place)
    except Forbidden:
        error = _("The browser's answer is none to what was asked.")
    except Conflict:
        error = _("This passkey is there already, or there are too many.")
    response = show(page, {"passkeys": error}, 422) if error else show_recovery_codes(page, codes)
    forget(response, CHALLENGE)
    return response


def _taken(page: Page, step: Step, place: "Place") -> tuple[str, ...]:
    """Recovery codes to show. Raises NotProved and Conflict."""
    from polydesk.desk.access.passkey_proof import made

    passkey = made(page.text("credential"), place, bytes.fromhex(step.data["challenge"]))
    name = page.text("name").strip()[:LONGEST_NAME] or page.texts.gettext("Passkey")
    with page.work() as work:
        return take_passkey(work, page.agent, passkey, name=name, user_handle=step.data["user_handle"])


def remove(page: Page) -> Response:
    if error := wrong_password(page):
        return show(page, {"remove": error}, 422)
    wanted = number_of(page.text("passkey")) or 0
    with page.work() as work:
        give_passkey_up(work, page.agent, wanted)
    return page.go(f"{PATH}?saved=factor")


PAGES: tuple[tuple[str, str, View], ...] = (
    ("POST", f"{PATH}/passkeys/begin", begin),
    ("POST", f"{PATH}/passkeys", add),
    ("POST", f"{PATH}/passkeys/remove", remove),
)
