"""How mail comes in and goes out."""

from polydesk.web.admin import incoming, mailboxes, outgoing, postmaster
from polydesk.web.admin.areas import Area, place_of


def _(text: str) -> str:
    """Marks texts for the catalogues; they are put into the reader's words where they are shown."""
    return text


AREA = Area(
    _("Mail"),
    (place_of(mailboxes.KIND), place_of(postmaster.KIND), postmaster.TRY_PLACE, incoming.PLACE, outgoing.PLACE),
)
PAGES = (*mailboxes.PAGES, *postmaster.PAGES, *incoming.PAGES, *outgoing.PAGES)
