"""One's own account: sessions, password, absence, and how the pages look."""

from collections.abc import Mapping
from datetime import date

from starlette.responses import Response

from polydesk.desk.access.sessions import WEB_SESSIONS
from polydesk.desk.people.absence import Absence, read_absence, set_absence
from polydesk.desk.people.audit_sign_in import audit_sign_out
from polydesk.desk.people.change_own_password import change_own_password, check_own_password
from polydesk.desk.people.passwords import MAX_PASSWORD_LENGTH, hash_password
from polydesk.desk.people.preferences import set_preferences
from polydesk.desk.people.throttle import TooManyFailures
from polydesk.kernel.errors import Invalid
from polydesk.kernel.settings import Settings
from polydesk.web.agent.numbers import number_of
from polydesk.web.agent.page import PREFIX, Page
from polydesk.web.agent.ticket_held import CHOICES as UNDO_SECONDS
from polydesk.web.agent.ticket_held import PREFERENCE as UNDO
from polydesk.web.texts import LANGUAGES

PATH = "/account"
SHORTEST_PASSWORD = 8
THEMES = ("auto", "light", "dark")
KEYS = ("on", "off")
"""Whether single letters do anything: who speaks to the computer, or has unsteady hands, types some by mistake."""
REFRESH_MINUTES = ("0", "1", "2", "5", "10", "15")
_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def overview(page: Page) -> Response:
    return _show(page)


def choose(page: Page) -> Response:
    """What is no choice is left as it is."""
    given = {
        "Theme": (page.text("theme"), THEMES),
        "Refresh": (page.text("refresh"), REFRESH_MINUTES),
        "Keys": (page.text("keys"), KEYS),
        UNDO: (page.text("undo"), UNDO_SECONDS),
    }
    values: dict[str, str | None] = {name: value for name, (value, known) in given.items() if value in known}
    language = page.text("language")
    if language in LANGUAGES or not language:
        values["Language"] = language or None
    with page.work() as work:
        set_preferences(work, page.agent, values, prefix=PREFIX)
    return page.go(f"{PATH}?saved=looks")


def be_away(page: Page) -> Response:
    _ = page.texts.gettext
    try:
        absence = Absence(_day(page.text("first")), _day(page.text("last")))
    except ValueError:
        return _show(page, {"absence": _("This is no date.")}, 422)
    try:
        with page.work() as work:
            set_absence(work, page.agent, absence)
    except Invalid:
        return _show(page, {"absence": _("It would end before it begins.")}, 422)
    return page.go(f"{PATH}?saved=absence")


def change_password(page: Page) -> Response:
    """All other sessions end. Guessing the old one is slowed down as it is at sign-in."""
    new = page.text("new")
    error = _objection(page, new) or _wrong_password(page)
    if error:
        return _show(page, {"password": error}, 422)
    page.desk.close()
    hashed = hash_password(new)
    with page.work() as work:
        change_own_password(work, page.agent, hashed)
        WEB_SESSIONS.end_all_of(work, page.agent, but=page.session_token)
        WEB_SESSIONS.keep(work, page.agent, page.session_token)
    return page.go(f"{PATH}?saved=password")


def end_session(page: Page) -> Response:
    wanted = number_of(page.text("session")) or 0
    with page.work() as work:
        WEB_SESSIONS.end_one_of(work, page.agent, wanted)
        audit_sign_out(work, page.agent)
    return page.go("/login" if wanted == page.session_id else f"{PATH}?saved=session")


def end_others(page: Page) -> Response:
    with page.work() as work:
        WEB_SESSIONS.end_all_of(work, page.agent, but=page.session_token)
        audit_sign_out(work, page.agent)
    return page.go(f"{PATH}?saved=session")


def _show(page: Page, errors: Mapping[str, str] | None = None, status: int = 200) -> Response:
    look = page.look()
    sessions = WEB_SESSIONS.list_of(look, page.agent)
    return page.show(
        "agent/account.html",
        status,
        sessions=[(one, client_name(one.client)) for one in sessions],
        absence=read_absence(look, page.agent),
        errors=errors or {},
        saved=page.parameter("saved"),
        languages=LANGUAGES,
        themes=THEMES,
        refresh_minutes=REFRESH_MINUTES,
        undo_seconds=UNDO_SECONDS,
        undo_of_desk=page.look().config(Settings)["Ticket::Frontend::UndoSendSeconds"],
        shortest=SHORTEST_PASSWORD,
    )


def client_name(user_agent: str) -> str:
    """In few words what a browser calls itself; it may say anything."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return " · ".join(filter(None, (browser, system))) or user_agent[:60]


def _objection(page: Page, new: str) -> str:
    _ = page.texts.gettext
    if new != page.text("again"):
        return _("The two new passwords are not the same.")
    if len(new) < SHORTEST_PASSWORD or len(new) > MAX_PASSWORD_LENGTH:
        return _("A password has at least %(count)s characters.") % {"count": SHORTEST_PASSWORD}
    return ""


def _wrong_password(page: Page) -> str:
    _ = page.texts.gettext
    try:
        is_right = check_own_password(page.desk, page.agent, page.text("current"))
    except TooManyFailures as refused:
        return _("Too many failures. Please wait %(seconds)s seconds.") % {"seconds": refused.seconds}
    except Invalid:
        return _("Your password is kept by your company's directory. Please change it there.")
    return "" if is_right else _("The current password is wrong.")


def _day(text: str) -> date | None:
    """Raises ValueError."""
    return date.fromisoformat(text.strip()) if text.strip() else None


PAGES = (
    ("GET", PATH, overview),
    ("POST", f"{PATH}/looks", choose),
    ("POST", f"{PATH}/absence", be_away),
    ("POST", f"{PATH}/password", change_password),
    ("POST", f"{PATH}/sessions/end", end_session),
    ("POST", f"{PATH}/sessions/end-others", end_others),
)
