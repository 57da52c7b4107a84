"""Mailboxes: what they are, whether the desk gets in, and when it last did."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import Response

from polydesk.desk.audit.record import audit
from polydesk.desk.audit.seldom import audit_try
from polydesk.desk.configuration.entries import find_entry, list_entries
from polydesk.desk.configuration.sections.mail import PROTOCOLS
from polydesk.desk.mail_office import Fetched, Step
from polydesk.desk.mailroom.runs import last_run
from polydesk.kernel.errors import Conflict, Invalid
from polydesk.web.admin.entries import entry_id, pages_of
from polydesk.web.admin.inputs import FLAG, NUMBER, ONE_OF, PAIRS, TEXT, VALID, WORD, Input, name_input
from polydesk.web.admin.kinds import Kind
from polydesk.web.agent.page import Page, View
from polydesk.web.texts import marked as _

_SERVER, _MAIL = _("Server"), _("What happens with its mail")
KIND = Kind(
    "mailboxes",
    "mailboxes",
    _("Mailboxes"),
    _("New mailbox"),
    ("name", "protocol", "host", "login", "queue", "valid"),
    (
        name_input(),
        Input("protocol", _("Protocol"), WORD, words=PROTOCOLS, default="imaps", group=_SERVER),
        Input("host", _("Host"), TEXT, required=True, group=_SERVER),
        Input("port", _("Port"), NUMBER, _("0: the protocol's own."), default=0, group=_SERVER),
        Input("login", _("Login"), TEXT, group=_SERVER),
        Input("folder", _("Folder"), TEXT, _("With IMAP only."), default="INBOX", group=_SERVER),
        Input(
            "insecure",
            _("Without encryption"),
            FLAG,
            _("The password and all mail can be read on the way. For servers on this machine only."),
            group=_SERVER,
        ),
        Input(
            "oauth",
            _("Sign-in by OAuth2"),
            PAIRS,
            _("Empty, or lines such as: provider = microsoft, client_id = …, tenant = …"),
            group=_SERVER,
        ),
        Input(
            "queue",
            _("Queue"),
            ONE_OF,
            _("Where its mail goes. Without one the address it was sent to decides."),
            section="queues",
            group=_MAIL,
        ),
        Input("keep", _("Keep mail on the server"), FLAG, _("Marked as seen instead of removed."), group=_MAIL),
        Input(
            "idle",
            _("Fetch mail as soon as it comes"),
            FLAG,
            _("With IMAP servers that can."),
            default=True,
            group=_MAIL,
        ),
        Input(
            "trusted",
            _("Obey X-OTRS headers"),
            FLAG,
            _("Anybody who can write to this mailbox then decides about queues, owners and states."),
            group=_MAIL,
        ),
        Input("as_original", _("Read mail as the original does"), FLAG, group=_MAIL),
        VALID,
    ),
    _("Accounts whose mail becomes tickets."),
    links=((_("Password, test and fetching"), "connection"),),
    then="connection",
    beside="admin/mailbox.html",
    facts=lambda page, entry: last_run(page.look(), entry["id"]),
)
_TELLING = ("name", "protocol", "host", "port", "login", "insecure", "oauth")
"""Who the password was meant for: after a change of one of these it has to be typed again."""


def connection(page: Page) -> Response:
    return _show(page)


def set_password(page: Page) -> Response:
    """What nobody has typed stays."""
    entry = find_entry(page.look(), "mailboxes", entry_id(page))
    office, is_client = page.desk.mail_office(), page.text("what") == "client"
    try:
        office.put_secret(entry["name"], page.text("password"), of_client=is_client)
    except Invalid:
        return _show(page, problem=page.texts.gettext(_("A password is one line, and not empty.")))
    with page.work() as work:
        audit(work, "mailboxes.password", "mailboxes", entry["id"], new={"client" if is_client else "password": "…"})
    return page.go(f"{KIND.path}/{entry['id']}/connection?saved=1")


def test(page: Page) -> Response:
    number = _tried(page, "mailboxes.test")
    return _show(page, steps=page.desk.mail_office().test(number)) if number else too_often(page)


def fetch(page: Page) -> Response:
    number = _tried(page, "mailboxes.fetch")
    return _show(page, fetched=page.desk.mail_office().fetch(number)) if number else too_often(page)


def _tried(page: Page, action: str) -> int:
    """The mailbox's number, or none for somebody who has tried too often."""
    entry = find_entry(page.look(), "mailboxes", entry_id(page))
    try:
        with page.work() as work:
            audit_try(work, action, "mailboxes", entry["id"], new={"host": entry["host"]})
    except Conflict:
        return 0
    return int(entry["id"])


def too_often(page: Page) -> Response:
    return _show(page, problem=page.texts.gettext(_("That was often. Please try again in ten minutes.")))


def _show(page: Page, *, steps: Sequence[Step] = (), fetched: Fetched | None = None, problem: str = "") -> Response:
    return show_connection(page, entry_id(page), steps=steps, fetched=fetched, problem=problem)


def show_connection(
    page: Page, number: int, *, steps: Sequence[Step] = (), fetched: Fetched | None = None, problem: str = ""
) -> Response:
    office, look = page.desk.mail_office(), page.look()
    entry = find_entry(look, "mailboxes", number)
    return page.show(
        "admin/mailbox_connection.html",
        422 if problem else 200,
        entry=entry,
        kind=KIND,
        run=last_run(look, entry["id"]),
        has_password=office.has_secret(entry["name"]),
        has_secret=office.has_secret(entry["name"], of_client=True),
        steps=steps,
        fetched=fetched,
        problem=problem,
        saved=page.parameter("saved")[:20],
        made=page.parameter("made")[:1],
    )


def _guarded(view: View) -> View:
    """A password is for the server it was stored for: whoever turns a mailbox to another one has to know it."""

    def save(page: Page) -> Response:
        look, name = page.look(), page.text("name").strip()
        before = find_entry(look, "mailboxes", entry_id(page)) if "id" in page.request.path_params else {}
        taken = {one["name"] for one in list_entries(look, "mailboxes", text=name).entries} if name else {name}
        if _is_turned(page, before):
            office = page.desk.mail_office()
            for one in {before.get("name", ""), name} - (taken - {before.get("name")}) - {""}:
                office.forget_secrets(one)
        return view(page)

    return save


def _is_turned(page: Page, before: Mapping[str, Any]) -> bool:
    shown = {one.key: one.widget.show(before.get(one.key)) for one in KIND.inputs if one.key in _TELLING}
    typed = {key: page.text(key).replace("\r\n", "\n") for key in shown}
    return any(typed[key] != ("1" if value is True else value or "") for key, value in shown.items())


PAGES = (
    *((method, path, _guarded(view) if method == "POST" else view) for method, path, view in pages_of(KIND)),
    ("GET", f"{KIND.path}/{{id}}/connection", connection),
    ("POST", f"{KIND.path}/{{id}}/password", set_password),
    ("POST", f"{KIND.path}/{{id}}/test", test),
    ("POST", f"{KIND.path}/{{id}}/fetch", fetch),
)
