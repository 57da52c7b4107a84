"""Who works with the desk, and for whom."""

from polydesk.web.admin.areas import Area, place_of
from polydesk.web.admin.entries import pages_of
from polydesk.web.admin.inputs import VALID, name_input
from polydesk.web.admin.kinds import Kind


def _(text: str) -> str:
    """Marks texts for the catalogues; they are put into the reader's words where they are shown."""
    return text


GROUPS = Kind(
    "groups",
    "groups",
    _("Groups"),
    _("New group"),
    ("name", "valid"),
    (name_input(), VALID),
    _("Queues belong to groups; agents have rights in them."),
)
KINDS = (GROUPS,)
AREA = Area(_("People"), tuple(place_of(kind) for kind in KINDS))
PAGES = tuple(page for kind in KINDS for page in pages_of(kind))
