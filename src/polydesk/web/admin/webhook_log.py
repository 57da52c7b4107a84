"""What webhooks were told, how that went, and telling it again."""

from starlette.responses import Response

from polydesk.desk.webhooks.deliveries import (
    STATES,
    DeliveryFilter,
    find_delivery,
    list_deliveries,
    replay,
    replay_failed,
)
from polydesk.desk.webhooks.outgoing import make_ping, note_outcome
from polydesk.desk.webhooks.webhooks import find_webhook
from polydesk.web.admin.entries import entry_id, whole_number
from polydesk.web.admin.webhooks import PATH
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

LOG = f"{PATH}/{{id}}/deliveries"
PER_PAGE, LONGEST_BODY = 50, 20_000

STATE_WORDS = {"pending": _("waits"), "delivered": _("was taken"), "failed": _("failed")}


def log(page: Page) -> Response:
    look, number = page.look(), entry_id(page)
    state = page.parameter("state")
    wanted = DeliveryFilter(state=state if state in STATES else None)
    before = page.parameter("before")
    found = list_deliveries(look, number, wanted, limit=PER_PAGE, before=whole_number(before) if before else None)
    return page.show(
        "admin/webhook_log.html",
        hook=find_webhook(look, number),
        found=found,
        state=wanted.state or "",
        words=STATE_WORDS,
        again=page.parameter("again"),
    )


def delivery(page: Page) -> Response:
    look = page.look()
    row, attempts = find_delivery(look, entry_id(page), _delivery_id(page))
    hook = find_webhook(look, entry_id(page))
    body = row.body[:LONGEST_BODY]
    return page.show("admin/webhook_delivery.html", hook=hook, row=row, attempts=attempts, body=body, words=STATE_WORDS)


def send_again(page: Page) -> Response:
    with page.work() as work:
        replay(work, entry_id(page), _delivery_id(page))
    return page.go(f"{PATH}/{entry_id(page)}/deliveries?again=1")


def send_failed_again(page: Page) -> Response:
    with page.work() as work:
        replay_failed(work, entry_id(page), None)
    return page.go(f"{PATH}/{entry_id(page)}/deliveries?again=1")


def test(page: Page) -> Response:
    """Say hello now, once, whether the webhook is active or not; the log says how it went."""
    with page.work() as work:
        parcel = make_ping(work, entry_id(page))
    outcome = page.desk.webhook_poster().post(parcel)
    with page.work() as work:
        note_outcome(work, parcel, outcome, is_last=True)
    return page.go(f"{PATH}/{entry_id(page)}/deliveries/{parcel.delivery_id}")


def _delivery_id(page: Page) -> int:
    return whole_number(page.request.path_params["delivery"])


PAGES = (
    ("GET", LOG, log),
    ("POST", f"{LOG}/again", send_failed_again),
    ("GET", f"{LOG}/{{delivery}}", delivery),
    ("POST", f"{LOG}/{{delivery}}/again", send_again),
    ("POST", f"{PATH}/{{id}}/test", test),
)
