"""Changing many tickets at once from a list, hearing what became of it, and taking it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.responses import Response

from polydesk.desk.people.directory import Directory
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.bulk import Change, Kind, change_tickets
from polydesk.desk.tickets.queries import list_tickets
from polydesk.desk.tickets.undo_bulk import Outcome, find_bulk, undo_bulk
from polydesk.kernel.errors import Invalid, NotFound
from polydesk.web.agent.list_request import read_id
from polydesk.web.agent.own_address import own_path
from polydesk.web.agent.page import Page
from polydesk.web.agent.ticket_merge import confirm_path

PARAMETER = "bulk"
"""In the address of a list: what was done, to be told above it."""
MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Told:
    """What was done in words; and the tickets it was not done to, with the reason."""

    outcome: Outcome
    done: str
    failed: Sequence[tuple[str, str]]
    kept: Sequence[str]
    can_undo: bool


def bulk(page: Page) -> Response:
    ids = [read_id(one) for one in page.form.getlist("ticket") if isinstance(one, str)]
    if page.text("do") == MERGE:
        return page.go(confirm_path(ids))
    bulk_id = change_tickets(page.work, ids, _change(page.text("do")))
    return page.go(_back(page, bulk_id))


def undo(page: Page) -> Response:
    bulk_id = read_id(page.request.path_params["bulk"])
    undo_bulk(page.work, bulk_id)
    return page.go(_back(page, bulk_id))


def told_outcome(page: Page) -> Told | None:
    """What the address says was done; None for nothing, and for what is forgotten by now."""
    if not page.parameter(PARAMETER):
        return None
    look = page.look()
    try:
        outcome = find_bulk(look, read_id(page.parameter(PARAMETER)))
    except NotFound:
        return None
    rows = list_tickets(look, {*outcome.failed, *outcome.kept}) if outcome.failed or outcome.kept else {}
    numbers = {one: rows[one].number if one in rows else str(one) for one in (*outcome.failed, *outcome.kept)}
    reasons = _reasons(page)
    failed = [(numbers[one], reasons.get(code, reasons[""])) for one, code in outcome.failed.items()]
    can_undo = bool(outcome.changed) and not outcome.is_undone and look.now <= outcome.undo_until
    return Told(outcome, _done(page, outcome), failed, [numbers[one] for one in outcome.kept], can_undo)


def _change(text: str) -> Change:
    kind, _, value = text.partition(":")
    try:
        return Change(Kind(kind), read_id(value))
    except ValueError:
        raise Invalid("bulk.nothing_chosen") from None


def _done(page: Page, outcome: Outcome) -> str:
    ngettext, number = page.texts.ngettext, outcome.changed
    if outcome.is_undone:
        number -= len(outcome.kept)
        return ngettext("%(num)s ticket is as it was before.", "%(num)s tickets are as they were before.", number) % {
            "num": number
        }
    look = page.look()
    catalogue, value_id = look.config(Catalogue), outcome.change.value_id
    words = {"num": number}
    match outcome.change.kind:
        case Kind.CLOSE:
            return ngettext("%(num)s ticket closed.", "%(num)s tickets closed.", number) % words
        case Kind.MOVE:
            words |= {"name": catalogue.queues[value_id].name}  # type: ignore[dict-item]
            return ngettext("%(num)s ticket moved to %(name)s.", "%(num)s tickets moved to %(name)s.", number) % words
        case Kind.OWNER:
            words |= {"name": look.config(Directory).agents[value_id].full_name}  # type: ignore[dict-item]
            return ngettext("%(num)s ticket now with %(name)s.", "%(num)s tickets now with %(name)s.", number) % words
        case _:
            return ngettext("%(num)s ticket changed.", "%(num)s tickets changed.", number) % words


def _reasons(page: Page) -> Mapping[str, str]:
    said = page.texts.gettext
    return {
        "ticket": said("It is not there, or it is not for you."),
        "ticket.closed": said("It is closed already."),
        "right_missing": said("You may not do this."),
        "": said("That did not work."),
    }


def _back(page: Page, bulk_id: int) -> str:
    parts = urlsplit(own_path(page.text("back")))
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name not in (PARAMETER, "after")]
    return f"{parts.path}?{urlencode([*kept, (PARAMETER, str(bulk_id))])}"


PAGES = (("POST", "/bulk", bulk), ("POST", "/bulk/{bulk}/undo", undo))
