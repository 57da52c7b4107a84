"""How mail comes in and goes out."""

from polydesk.web.admin import incoming, mailbox_consent, mailboxes, outgoing, postmaster
from polydesk.web.admin.areas import Area, place_of
from polydesk.web.texts import marked as _

AREA = Area(
    _("Mail"),
    (place_of(mailboxes.KIND), place_of(postmaster.KIND), postmaster.TRY_PLACE, incoming.PLACE, outgoing.PLACE),
)
PAGES = (*mailbox_consent.PAGES, *mailboxes.PAGES, *postmaster.PAGES, *incoming.PAGES, *outgoing.PAGES)
