"""One's own second factor: one-time codes, recovery codes, and the list of passkeys."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from starlette.responses import RedirectResponse, Response

from polydesk.desk.access.factors import has_to_set_up, renew_recovery_codes, turn_codes_off, turn_codes_on
from polydesk.desk.access.passkeys import list_passkeys
from polydesk.desk.access.recovery_codes import count_recovery_codes
from polydesk.desk.access.sign_in_steps import begin_step, find_step, take_step
from polydesk.desk.people.change_own_password import is_own_password
from polydesk.desk.people.second_factor import confirms, has_secret, is_asked_for, new_secret
from polydesk.desk.people.throttle import TooManyFailures
from polydesk.kernel.settings import Settings
from polydesk.web.agent.cookies import STEP, forget, keep
from polydesk.web.agent.page import Page, View

PATH = "/account/sign-in"
ENROL = "codes to confirm"
LONGEST_CODE = 100


def is_open_to_all(path: str) -> bool:
    """Whether it is for those as well who have to set up a second factor before anything else."""
    return path == PATH or path.startswith(f"{PATH}/") or path == "/logout"


def overview(page: Page) -> Response:
    return show(page)


def show(page: Page, errors: Mapping[str, str] | None = None, status: int = 200) -> Response:
    look = page.look()
    return page.show(
        "agent/account_factors.html",
        status,
        is_offered=is_asked_for(look, of_agents=True),
        has_codes=has_secret(look, page.agent),
        passkeys=list_passkeys(look, page.agent),
        recovery_left=count_recovery_codes(look, page.agent),
        has_to=has_to_set_up(look, page.agent, ""),
        errors=errors or {},
        saved=page.parameter("saved"),
    )


def show_recovery_codes(page: Page, codes: tuple[str, ...]) -> Response:
    """This once: they are kept as hashes only."""
    return page.show("agent/account_recovery.html", codes=codes) if codes else page.go(f"{PATH}?saved=factor")


def begin_codes(page: Page) -> Response:
    if error := wrong_password(page):
        return show(page, {"codes": error}, 422)
    with page.work() as work:
        step = begin_step(work, ENROL, {"secret": new_secret()}, agent_id=page.agent.id)
    response = RedirectResponse(f"{PATH}/codes", 303)
    keep(response, page.request, step, STEP)
    return response


def codes_to_confirm(page: Page) -> Response:
    secret = _secret_to_confirm(page)
    return _shown_secret(page, secret) if secret else RedirectResponse(PATH, 303)


def confirm_codes(page: Page) -> Response:
    """Only a code shows that the secret has arrived; the one that did is used up by it."""
    secret = _secret_to_confirm(page)
    if secret is None:
        return RedirectResponse(PATH, 303)
    used = confirms(page.look(), page.agent, secret, page.text("code")[:LONGEST_CODE])
    if used is None:
        return _shown_secret(page, secret, is_wrong=True)
    with page.work() as work:
        if take_step(work, ENROL, page.request.cookies.get(STEP, "")) is None:
            return RedirectResponse(PATH, 303)
        codes = turn_codes_on(work, page.agent, secret, last_step=used)
    response = show_recovery_codes(page, codes)
    forget(response, STEP)
    return response


def end_codes(page: Page) -> Response:
    if error := wrong_password(page):
        return show(page, {"codes": error}, 422)
    with page.work() as work:
        turn_codes_off(work, page.agent)
    return page.go(f"{PATH}?saved=factor")


def make_recovery_codes(page: Page) -> Response:
    if error := wrong_password(page):
        return show(page, {"recovery": error}, 422)
    with page.work() as work:
        codes = renew_recovery_codes(work, page.agent)
    return show_recovery_codes(page, codes)


def wrong_password(page: Page) -> str:
    """What is wrong with it, in words; guessing is slowed down as at sign-in."""
    _ = page.texts.gettext
    try:
        is_right = is_own_password(page.desk, page.agent, str(page.form.get("password", "")))
    except TooManyFailures as refused:
        return _("Too many failures. Please wait %(seconds)s seconds.") % {"seconds": refused.seconds}
    return "" if is_right else _("The current password is wrong.")


def _secret_to_confirm(page: Page) -> str | None:
    step = find_step(page.look(), ENROL, page.request.cookies.get(STEP, ""))
    return str(step.data["secret"]) if step and step.agent_id == page.agent.id else None


def _shown_secret(page: Page, secret: str, *, is_wrong: bool = False) -> Response:
    import segno  # loaded late: few ever need a picture of a secret

    product = page.look().config(Settings)["ProductName"].replace(":", " ")
    label = quote(f"{product}:{page.agent.login}")
    uri = f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': product}, quote_via=quote)}"
    return page.show(
        "agent/account_codes.html",
        422 if is_wrong else 200,
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        uri=uri,
        picture=segno.make(uri, micro=False).svg_data_uri(scale=4, light="#fff", border=3),
        is_wrong=is_wrong,
    )


PAGES: tuple[tuple[str, str, View], ...] = (
    ("GET", PATH, overview),
    ("POST", f"{PATH}/codes/begin", begin_codes),
    ("GET", f"{PATH}/codes", codes_to_confirm),
    ("POST", f"{PATH}/codes", confirm_codes),
    ("POST", f"{PATH}/codes/end", end_codes),
    ("POST", f"{PATH}/recovery", make_recovery_codes),
)
