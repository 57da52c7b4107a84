"""Tokens of GOTRS' API: all people's, made for an agent, shown once."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from starlette.responses import Response

from polydesk.desk.access.api_tokens import SCOPES, create_api_token, list_api_tokens, revoke_api_token
from polydesk.desk.people.directory import Directory
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Look
from polydesk.web.admin.areas import Place
from polydesk.web.admin.entries import whole_number
from polydesk.web.admin.sessions import page_number
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

PATH = "/admin/tokens"
DAYS = ("30", "90", "365", "")
LONGEST = 200
PER_PAGE = 30

PLACE = Place(PATH, _("API tokens"), _("For programs that use /api/v1: limited to scopes, good until they expire."))


def overview(page: Page) -> Response:
    number = page_number(page)
    found = list_api_tokens(page.look(), offset=(number - 1) * PER_PAGE, limit=PER_PAGE + 1)
    return page.show(
        "admin/tokens.html",
        tokens=found[:PER_PAGE],
        number=number,
        has_more=len(found) > PER_PAGE,
        revoked=page.parameter("revoked"),
    )


def blank(page: Page) -> Response:
    return _form(page, {})


def create(page: Page) -> Response:
    owner = page.look().config(Directory).agents.named_in_any_case(page.text("owner").strip()[:LONGEST])
    if owner is None or not owner.valid:
        return _form(page, {"owner": page.texts.gettext(_("There is no such agent."))})
    scopes = [str(one) for one in page.form.getlist("scopes")]
    if not scopes:
        return _form(page, {"scopes": page.texts.gettext(_("Please choose what it may do."))})
    try:
        with page.work() as work:
            person = AgentActor(owner.id, owner.login)
            until = _until(work, page.text("days"))
            _id, token = create_api_token(work, person, name=page.text("name"), scopes=scopes, expires_at=until)
    except Invalid as error:
        field = "scopes" if error.code == "api_token.scope" else "name"
        return _form(page, {field: page.texts.gettext(_("This cannot be used."))})
    return page.show("admin/token_made.html", token=token)


def revoke(page: Page) -> Response:
    with page.work() as work:
        revoke_api_token(work, whole_number(page.request.path_params["id"]))
    return page.go(f"{PATH}?revoked=1")


def _until(look: Look, days: str) -> datetime | None:
    return look.now + timedelta(days=int(days)) if days in DAYS and days else None


def _form(page: Page, errors: Mapping[str, str]) -> Response:
    chosen = page.form.getlist("scopes")
    return page.show("admin/token.html", 422 if errors else 200, errors=errors, scopes=SCOPES, chosen=chosen, days=DAYS)


PAGES = (
    ("GET", PATH, overview),
    ("GET", f"{PATH}/new", blank),
    ("POST", f"{PATH}/new", create),
    ("POST", f"{PATH}/{{id}}/revoke", revoke),
)
