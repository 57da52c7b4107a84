"""Mail that goes out: by which way, what waits or failed, and a test."""

from starlette.responses import Response

from polydesk.desk.people.directory import Directory
from polydesk.desk.sending.account_mail import KIND as OF_ACCOUNTS
from polydesk.desk.sending.outgoing import composed, find_mail, list_mail, send_again
from polydesk.desk.sending.queue_mail import sends_mail
from polydesk.desk.sending.send_test import KIND as TEST
from polydesk.desk.sending.send_test import send_test
from polydesk.desk.statistics.vital_signs import mail_by_state
from polydesk.kernel.errors import Conflict, Invalid
from polydesk.kernel.settings import SETTINGS, Settings
from polydesk.web.admin.areas import Place
from polydesk.web.admin.entries import entry_id
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

PATH = "/admin/outgoing-mail"
MOST_SHOWN = 200_000
"""Bytes of a mail that are shown."""

PLACE = Place(PATH, _("Outgoing mail"), _("By which way mail leaves, and what waits or failed."))
UNSENT = (_("queued"), _("sending"), _("failed"), _("held"))
STATES = (*UNSENT, _("sent"))
_SMTP = tuple(name for name in SETTINGS if name.startswith("SendmailModule"))


def listed(page: Page) -> Response:
    return _show(page)


def test(page: Page) -> Response:
    _ = page.texts.gettext
    subject = _("A test of your help desk")
    text = _("This mail was sent by your help desk because you asked for it. Mail arrives.")
    try:
        with page.work() as work:
            number = send_test(work, page.agent, page.text("address").strip(), subject, f"{text}\n")
    except Conflict:
        return _show(page, _("That was often. Please try again in ten minutes."))
    except Invalid:
        return _show(page, _("This is no e-mail address."), 422)
    return page.go(f"{PATH}/{number}")


def again(page: Page) -> Response:
    number = entry_id(page)
    try:
        with page.work() as work:
            send_again(work, number)
    except Conflict:
        return _show(page, page.texts.gettext(_("A server has taken this mail already.")))
    return page.go(f"{PATH}?again=1")


def one(page: Page) -> Response:
    """Without what it says where that is a way into somebody's account."""
    look = page.look()
    mail = find_mail(look, entry_id(page))
    try:
        raw = composed(look, mail) if mail.kind != OF_ACCOUNTS else b""
    except (OSError, ValueError) as error:  # a file that is gone, a header no mail can hold: shown like its error
        raw = str(error).encode()
    return page.show(
        "admin/outgoing_mail.html",
        mail=mail,
        raw=raw[:MOST_SHOWN].decode("utf-8", "replace"),
        is_test=mail.kind == TEST,
        sends=sends_mail(look),
    )


def _show(page: Page, problem: str = "", status: int = 409) -> Response:
    look = page.look()
    state = page.parameter("state")
    settings = look.config(Settings)
    return page.show(
        "admin/outgoing.html",
        status if problem else 200,
        mails=list_mail(look, states=[state] if state in STATES else UNSENT, limit=100),
        counts=mail_by_state(look),
        state=state,
        states=STATES,
        smtp={name: settings[name] for name in _SMTP if settings[name] != ""},
        sends=sends_mail(look),
        address=page.text("address")[:320] or look.config(Directory).agents[page.agent.id].email,
        problem=problem,
        again=page.parameter("again")[:9],
    )


PAGES = (
    ("GET", PATH, listed),
    ("POST", f"{PATH}/test", test),
    ("GET", f"{PATH}/{{id}}", one),
    ("POST", f"{PATH}/{{id}}/again", again),
)
