"""Postmaster filters: rules for mail that comes in, and a way to try them."""

from collections.abc import Sequence

from starlette.responses import Response

from polydesk.desk.mail_office import Answered
from polydesk.desk.mailroom.queries import find_message
from polydesk.kernel.errors import Invalid, NotFound
from polydesk.web.admin.areas import Place
from polydesk.web.admin.entries import LONGEST_ID, pages_of
from polydesk.web.admin.inputs import FLAG, NUMBER, VALID, Input, name_input
from polydesk.web.admin.kinds import Kind
from polydesk.web.admin.rows import Column, rows_widget
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

_MATCH = rows_widget((Column("header", _("Header")), Column("pattern", _("Pattern")), Column("not", _("Not"), "flag")))
_SET = rows_widget((Column("header", _("Header")), Column("value", _("Value"))))
KIND = Kind(
    "postmaster_filters",
    "postmaster-filters",
    _("Postmaster filters"),
    _("New postmaster filter"),
    ("name", "position", "stop", "valid"),
    (
        name_input(),
        Input("position", _("Position"), NUMBER, _("Those with smaller numbers are asked first."), default=0),
        Input("stop", _("Ask no others after it"), FLAG),
        Input(
            "match",
            _("If all of these match"),
            _MATCH,
            _("A header such as From or Subject, or Body; and a regular expression that is found in it."),
        ),
        Input(
            "set",
            _("these headers are set"),
            _SET,
            _("X-OTRS-Queue, X-OTRS-Priority and so on. [***] is what the last pattern's first group has matched."),
        ),
        VALID,
    ),
    _("What is decided about a mail before it becomes a ticket."),
)
TRY = f"{KIND.path}/try"
TRY_PLACE = Place(TRY, _("Try postmaster filters"))


def form(page: Page) -> Response:
    return _show(page)


def ask(page: Page) -> Response:
    """Nothing becomes of the mail, whether it was pasted or came in once."""
    number, typed = page.text("number").strip(), page.text("mail")
    raw = typed.encode()
    if number:
        look = page.look()
        raw = look.files.get(find_message(look, _number(number)).file_hash)
    try:
        return _show(page, answers=page.desk.mail_office().ask_rules(raw))
    except Invalid:
        return _show(page, problem=page.texts.gettext(_("This cannot be read as a mail.")))


def _number(typed: str) -> int:
    if not typed.isdecimal() or not typed.isascii() or len(typed) > LONGEST_ID:
        raise NotFound("mail_message", id=typed[:20])
    return int(typed)


def _show(page: Page, *, answers: Sequence[Answered] | None = None, problem: str = "") -> Response:
    return page.show(
        "admin/postmaster_try.html",
        422 if problem else 200,
        number=page.text("number") or page.parameter("mail")[:15],
        mail=page.text("mail"),
        answers=answers,
        problem=problem,
    )


PAGES = (("GET", TRY, form), ("POST", TRY, ask), *pages_of(KIND))
