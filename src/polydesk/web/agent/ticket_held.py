"""What was sent and is still held back: taking it back, or sending it at once."""

from dataclasses import dataclass

from starlette.responses import Response

from polydesk.desk.writing.hold import TooLate, list_held, send_at_once, take_back
from polydesk.desk.writing.writing import Writing, from_content
from polydesk.kernel.db import AnyRow
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look
from polydesk.web.agent.page import Page
from polydesk.web.agent.ticket_found import Found, find_ticket

PREFERENCE = "UndoSend"
CHOICES = ("", "0", "5", "10", "30")
"""Seconds an agent may choose; empty: as the desk has it."""


def seconds_held(page: Page, writing: Writing) -> int:
    """Only mail is held back: all else can be mended where it stands."""
    if not writing.is_mail:
        return 0
    chosen = page.preferences.get(PREFERENCE, "")
    return int(chosen if chosen in CHOICES[1:] else page.look().config(Settings)["Ticket::Frontend::UndoSendSeconds"])


@dataclass(frozen=True, slots=True)
class Held:
    id: int
    writing: Writing
    seconds: int | None
    """That are left; none if it is stopped."""
    problem: str


def held(look: Look, found: Found) -> list[Held]:
    return [_held(look, row) for row in list_held(look, found.row.id)]


def _held(look: Look, row: AnyRow) -> Held:
    left = max(0, round((row.send_at - look.now).total_seconds())) if row.send_at else None
    return Held(row.id, from_content(row.content), left, row.problem)


def show(page: Page) -> Response:
    """The notices alone, for the script that waits until all is sent."""
    look = page.look()
    found = find_ticket(page, look)
    return page.show("agent/ticket_held.html", found=found, held=held(look, found))


def undo(page: Page) -> Response:
    ticket_id, held_id = page.request.path_params["id"], page.request.path_params["held"]
    try:
        with page.work() as work:
            kind = take_back(work, ticket_id, _id(held_id))
            is_back = held_id not in [row.id for row in list_held(work, ticket_id)]
    except TooLate:
        return page.go(f"/tickets/{ticket_id}?undo=late")
    return page.go(f"/tickets/{ticket_id}/write?kind={kind}" if is_back else f"/tickets/{ticket_id}#held")


def hurry(page: Page) -> Response:
    ticket_id = page.request.path_params["id"]
    try:
        with page.work() as work:
            send_at_once(work, ticket_id, _id(page.request.path_params["held"]))
    except TooLate:
        pass  # it has gone already, which is what was wanted
    return page.go(f"/tickets/{ticket_id}#held")


def _id(number: int) -> int:
    return number if 0 < number < 2**63 else 0


PAGES = (
    ("GET", "/tickets/{id:int}/held", show),
    ("POST", "/tickets/{id:int}/held/{held:int}/undo", undo),
    ("POST", "/tickets/{id:int}/held/{held:int}/send", hurry),
)
