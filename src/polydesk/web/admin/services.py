"""How other programs reach the desk."""

from polydesk.web.admin.areas import Area, place_of
from polydesk.web.admin.entries import pages_of
from polydesk.web.admin.kinds import Kind


def _(text: str) -> str:
    """Marks texts for the catalogues; they are put into the reader's words where they are shown."""
    return text


KINDS: tuple[Kind, ...] = ()
AREA = Area(_("Interfaces"), tuple(place_of(kind) for kind in KINDS))
PAGES = tuple(page for kind in KINDS for page in pages_of(kind))
