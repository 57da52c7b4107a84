"""On which of the customers' screens a dynamic field stands: below its form."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from polydesk.desk.configuration.entries import Entry, find_entry
from polydesk.desk.configuration.wholes import find_screen, save_screen
from polydesk.desk.forms.screens import TICKET_CREATE, TICKET_DETAIL, TICKET_OVERVIEW
from polydesk.kernel.work import Look
from polydesk.web.admin.entries import entry_id
from polydesk.web.admin.field_uses import SHOWN, SHOWN_OR_NEEDED
from polydesk.web.admin.inputs import Widget
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

PATH = "/admin/dynamic-fields/{id}/screens"


@dataclass(frozen=True)
class Spot:
    """Where fields stand: a key of a screen."""

    screen: str
    key: str
    label: str
    widget: Widget

    @property
    def name(self) -> str:
        return f"{self.screen}.{self.key}"


SPOTS = (
    Spot(TICKET_CREATE, "DynamicField", _("When a ticket is opened"), SHOWN_OR_NEEDED),
    Spot(TICKET_DETAIL, "FollowUpDynamicField", _("When a ticket is answered"), SHOWN_OR_NEEDED),
    Spot(TICKET_DETAIL, "DynamicField", _("When a ticket is read"), SHOWN),
    Spot(TICKET_OVERVIEW, "DynamicField", _("As a column of lists"), SHOWN),
)


def uses_of(page: Page, entry: Entry) -> Mapping[str, object]:
    """For the part of the page below the form."""
    look = page.look()
    return {"spots": SPOTS, "uses": {spot.name: str(_uses(look, spot).get(entry["name"], 0)) for spot in SPOTS}}


def _uses(look: Look, spot: Spot) -> dict[str, object]:
    uses = find_screen(look, spot.screen)[spot.key]
    return dict(uses) if isinstance(uses, dict) else {}


def _save(page: Page) -> Response:
    field = find_entry(page.look(), "dynamic_fields", entry_id(page))
    page.desk.close()
    with page.work() as work:
        for spot in SPOTS:
            before, given = _uses(work, spot), page.text(spot.name)
            if given in spot.widget.parts and given != str(before.get(field["name"], 0)):
                save_screen(work, spot.screen, {spot.key: {**before, field["name"]: int(given)}})
    return page.go(f"/admin/dynamic-fields/{field['id']}")


PAGES = (("POST", PATH, _save),)
