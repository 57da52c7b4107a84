"""What tickets can be set to, and how they are worked on."""

from polydesk.web.admin import outgoing_texts, queues, ticket_fields, ticket_values
from polydesk.web.admin.areas import Area, place_of
from polydesk.web.admin.entries import pages_of
from polydesk.web.admin.intake import FIELD_LISTS, FORMS, HELP_TOPICS
from polydesk.web.admin.intake_rules import (
    ADDRESS_ROUTES,
    BANNED_ADDRESSES,
    FOREIGN_IDS,
    NUMBER_SEQUENCES,
    TICKET_FILTERS,
    TICKET_STATUSES,
)
from polydesk.web.admin.kinds import Kind


def _(text: str) -> str:
    """Marks texts for the catalogues; they are put into the reader's words where they are shown."""
    return text


KINDS: tuple[Kind, ...] = (
    *queues.KINDS,
    *outgoing_texts.KINDS,
    *ticket_values.KINDS,
    *ticket_fields.KINDS,
    HELP_TOPICS,
    FORMS,
    FIELD_LISTS,
    TICKET_FILTERS,
    BANNED_ADDRESSES,
    ADDRESS_ROUTES,
    TICKET_STATUSES,
    NUMBER_SEQUENCES,
    FOREIGN_IDS,
)
AREA = Area(_("Tickets"), tuple(place_of(kind) for kind in KINDS))
PAGES = tuple(page for kind in KINDS for page in pages_of(kind))
