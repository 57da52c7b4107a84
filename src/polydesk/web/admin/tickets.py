"""What tickets can be set to, and what forms ask for."""

from polydesk.web.admin import default_services, field_screens, screens, ticket_fields, ticket_values
from polydesk.web.admin.areas import Area, place_of
from polydesk.web.admin.entries import pages_of
from polydesk.web.texts import marked as _

KINDS = (*ticket_values.KINDS, *ticket_fields.KINDS)
AREA = Area(_("Tickets"), (*(place_of(kind) for kind in KINDS), default_services.PLACE, screens.PLACE))
PAGES = (
    *(page for kind in KINDS for page in pages_of(kind)),
    *default_services.PAGES,
    *screens.PAGES,
    *field_screens.PAGES,
)
