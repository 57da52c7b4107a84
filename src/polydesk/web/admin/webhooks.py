"""Webhooks: who outside is told of what. The secret each signs with is shown once, when it is made."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from polydesk.desk.configuration.entries import names_in
from polydesk.desk.poster import TargetRefused, rules_of
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.webhooks.deliveries import count_states
from polydesk.desk.webhooks.names import EVENT_NAMES
from polydesk.desk.webhooks.webhooks import (
    RETRY_INTERVAL,
    TIMEOUT,
    WebhookEntry,
    change_webhook,
    create_webhook,
    delete_webhook,
    find_webhook,
    list_webhooks,
    rotate_secret,
)
from polydesk.desk.webhooks.wishes import WebhookWish
from polydesk.kernel.errors import Conflict, Invalid
from polydesk.kernel.work import Look
from polydesk.web.admin.areas import Place
from polydesk.web.admin.entries import MOST_CHOICES, entry_id
from polydesk.web.admin.inputs import FLAG, NUMBER, PAIRS, SEVERAL_OF, TEXT, Input, Mistake
from polydesk.web.admin.sessions import page_number
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

PATH = "/admin/webhooks"
PER_PAGE = 50

PLACE = Place(PATH, _("Webhooks"), _("Who outside is told of what happens to tickets."))
ALL_EVENTS = ("*", "ticket.*", *sorted(EVENT_NAMES))
INPUTS = (
    Input("name", _("Name"), TEXT, required=True),
    Input("url", _("URL"), TEXT, kind="url", required=True),
    Input("description", _("Description"), TEXT),
    Input("is_active", _("Is told of events"), FLAG, default=True),
    Input("events", _("Events"), SEVERAL_OF, _("* is all of them, ticket.* all of tickets.")),
    Input("queues", _("Queues"), SEVERAL_OF, _("None: tickets of all queues."), section="queues"),
    Input("headers", _("Headers"), PAIRS, _("One a line, as in Name = value. Values are kept, but not shown again.")),
    Input("retry_count", _("Tries again"), TEXT, _("How often, at most. Empty: as the desk does.")),
    Input("retry_interval", _("First pause"), NUMBER, _("Seconds before the second try."), default=RETRY_INTERVAL),
    Input("timeout", _("Patience"), NUMBER, _("Seconds one try may take."), default=TIMEOUT),
)


def overview(page: Page) -> Response:
    number = page_number(page)
    hooks, total = list_webhooks(page.look(), offset=(number - 1) * PER_PAGE, limit=PER_PAGE)
    has_more = total > number * PER_PAGE
    return page.show(
        "admin/webhooks.html", hooks=hooks, total=total, number=number, has_more=has_more, gone=page.parameter("gone")
    )


def blank(page: Page) -> Response:
    return _form(page, {one.key: one.widget.show(one.default) for one in INPUTS})


def create(page: Page) -> Response:
    wish, errors = _wish(page)
    if not errors:
        try:
            with page.work() as work:
                webhook_id, secret = create_webhook(work, wish)
        except (Invalid, Conflict) as error:
            errors = _errors(page, error)
        else:
            return page.show("admin/webhook_made.html", secret=secret, path=f"{PATH}/{webhook_id}")
    return _form(page, _typed(page), errors=errors)


def one(page: Page) -> Response:
    hook = find_webhook(page.look(), entry_id(page))
    return _form(page, _values(page.look(), hook), hook=hook)


def change(page: Page) -> Response:
    hook = find_webhook(page.look(), entry_id(page))
    wish, errors = _wish(page)
    if not errors:
        try:
            with page.work() as work:
                change_webhook(work, hook.id, wish)
        except (Invalid, Conflict) as error:
            errors = _errors(page, error)
        else:
            return page.go(f"{PATH}/{hook.id}?saved=1")
    return _form(page, _typed(page), hook=hook, errors=errors)


def rotate(page: Page) -> Response:
    """For a while deliveries are signed with the old secret as well."""
    with page.work() as work:
        secret, _until = rotate_secret(work, entry_id(page))
    return page.show("admin/webhook_made.html", secret=secret, path=f"{PATH}/{entry_id(page)}")


def remove(page: Page) -> Response:
    """With its log; what still waited is not sent."""
    with page.work() as work:
        delete_webhook(work, entry_id(page))
    return page.go(f"{PATH}?gone=1")


def _wish(page: Page) -> tuple[WebhookWish, dict[str, str]]:
    """What the form asks for, and what is wrong with it."""
    given: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for asked in INPUTS:
        try:
            given[asked.key] = asked.widget.read(page, asked.key)
        except Mistake as mistake:
            errors[asked.key] = page.texts.gettext(str(mistake))
    queues = page.look().config(Catalogue).queues
    found = [queues.named(name) for name in given.pop("queues")]
    if None in found:
        errors["queues"] = page.texts.gettext(_("This is not one of the choices."))
    retries = given.pop("retry_count").strip()
    if retries and not (retries.isascii() and retries.isdecimal() and len(retries) < 4):
        errors["retry_count"] = page.texts.gettext(_("This is no number."))
    if errors:
        return WebhookWish(), errors
    wish = WebhookWish(
        **given, queue_ids=[queue.id for queue in found if queue], retry_count=int(retries) if retries else None
    )
    return wish, _target_error(page, given["url"])


def _target_error(page: Page, url: str) -> dict[str, str]:
    """Names are looked up, so nothing is open meanwhile."""
    rules = rules_of(page.look())
    try:
        page.desk.webhook_poster().check(url, rules)
    except TargetRefused as refused:
        return {
            "url": page.texts.gettext(_("This cannot be used: %(message)s")) % {"message": refused.details["reason"]}
        }
    return {}


def _errors(page: Page, error: Invalid | Conflict) -> dict[str, str]:
    _ = page.texts.gettext
    if error.code == "webhook.name_taken":
        return {"name": _("There is one like this already.")}
    field = {"queue_ids": "queues"}.get(str(error.details.get("field")), str(error.details.get("field", "")))
    return {field: _("This cannot be used.")}


def _values(look: Look, hook: WebhookEntry) -> dict[str, Any]:
    queues = look.config(Catalogue).queues
    named = [queue.name for queue in map(queues.get, hook.queue_ids) if queue]
    entry = {asked.key: getattr(hook, asked.key, named) for asked in INPUTS}
    return {asked.key: asked.widget.show(entry[asked.key]) for asked in INPUTS}


def _typed(page: Page) -> dict[str, Any]:
    return {
        asked.key: asked.widget.read(page, asked.key) if asked.widget in (SEVERAL_OF, FLAG) else page.text(asked.key)
        for asked in INPUTS
    }


def _form(
    page: Page,
    values: Mapping[str, Any],
    *,
    hook: WebhookEntry | None = None,
    errors: Mapping[str, str] | None = None,
) -> Response:
    look = page.look()
    return page.show(
        "admin/webhook.html",
        422 if errors else 200,
        hook=hook,
        inputs=INPUTS,
        values=values,
        errors=errors or {},
        choices={"events": ALL_EVENTS, "queues": names_in(look, "queues", limit=MOST_CHOICES + 1)},
        most_choices=MOST_CHOICES,
        rights=(),
        states=count_states(look, hook.id) if hook else {},
        saved=page.parameter("saved"),
    )


PAGES = (
    ("GET", PATH, overview),
    ("GET", f"{PATH}/new", blank),
    ("POST", f"{PATH}/new", create),
    ("GET", f"{PATH}/{{id}}", one),
    ("POST", f"{PATH}/{{id}}", change),
    ("POST", f"{PATH}/{{id}}/secret", rotate),
    ("POST", f"{PATH}/{{id}}/delete", remove),
)
