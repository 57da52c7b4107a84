"""Signing a mailbox in at Microsoft 365 or Google, in the administrator's browser: there, and back."""

from dataclasses import asdict

from starlette.responses import Response

from polydesk.desk.access.sign_in_steps import Step, begin_step, take_step
from polydesk.desk.audit.record import audit
from polydesk.desk.audit.seldom import audit_try
from polydesk.desk.configuration.entries import find_entry, version_of
from polydesk.desk.mail_office import Consent
from polydesk.kernel.errors import Conflict, DeskError, Invalid, NotFound
from polydesk.web.admin.entries import entry_id
from polydesk.web.admin.mailboxes import KIND, show_connection, too_often
from polydesk.web.agent.cookies import STEP, forget, keep
from polydesk.web.agent.own_address import own_origin
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

STEP_KIND = "mail"
BACK = f"{KIND.path}/consent"
"""One address for all mailboxes: it is registered at the provider."""


def begin(page: Page) -> Response:
    """A page that leads there: what a form sends may go nowhere else, and nobody is sent off unasked."""
    entry = find_entry(page.look(), "mailboxes", entry_id(page))
    redirect_uri = f"{own_origin(page.request, page.look())}{BACK}"
    try:
        consent = page.desk.mail_office().ask_consent(entry["id"], redirect_uri)
    except Invalid as error:
        return show_connection(page, entry["id"], problem=_said(page, error))
    data = {"mailbox": entry["id"], "version": version_of(entry), "session": page.session_id, **asdict(consent)}
    try:
        with page.work() as work:
            audit_try(work, "mailboxes.consent", "mailboxes", entry["id"])
            step = begin_step(work, STEP_KIND, data, agent_id=page.agent.id)
    except Conflict:
        return too_often(page)
    response = page.show("admin/mailbox_consent.html", entry=entry, kind=KIND, consent=consent)
    keep(response, page.request, step, STEP)
    return response


def come_back(page: Page) -> Response:
    """The step is used up by any answer, and only then the answer is looked at. Raises NotFound without one."""
    token = page.request.cookies.get(STEP, "")
    page.desk.close()
    with page.work() as work:
        step = take_step(work, STEP_KIND, token) if token else None
    if step is None or step.agent_id != page.agent.id or step.data["session"] != page.session_id:
        raise NotFound("mail.consent")
    response = _taken(page, step)
    forget(response, STEP)
    return response


def _taken(page: Page, step: Step) -> Response:
    number, data = int(step.data["mailbox"]), step.data
    try:
        if version_of(find_entry(page.look(), "mailboxes", number)) != data["version"]:
            raise Conflict("mail.consent", message=page.texts.gettext(_("the mailbox was changed meanwhile")))
        consent = Consent(data["url"], data["redirect_uri"], data["state"], data["verifier"])
        page.desk.mail_office().take_consent(number, consent, f"?{page.request.url.query}")
    except NotFound:
        return page.go(KIND.path)
    except DeskError as error:
        return show_connection(page, number, problem=_said(page, error))
    with page.work() as work:
        audit(work, "mailboxes.password", "mailboxes", number, new={"password": "…"})
    return page.go(f"{KIND.path}/{number}/connection?saved=1")


def _said(page: Page, error: DeskError) -> str:
    said = error.details.get("message") or error.details.get("reason") or error.code
    return page.texts.gettext(_("The sign-in did not work: %(said)s")) % {"said": said}


PAGES = (
    ("GET", BACK, come_back),
    ("POST", f"{KIND.path}/{{id}}/consent", begin),
)
