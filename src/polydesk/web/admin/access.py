"""Who comes in and how, what is told to others, and what was done."""

from polydesk.web.admin import audit, audit_download, keys, sessions, tokens, webhook_log, webhooks
from polydesk.web.admin.areas import Area, place_of
from polydesk.web.texts import marked as _

AREA = Area(
    _("Access"),
    (
        sessions.PLACE,
        *(place_of(kind) for kind in keys.KINDS),
        tokens.PLACE,
        webhooks.PLACE,
        audit.PLACE,
    ),
)
PAGES = (
    *sessions.PAGES,
    *keys.PAGES,
    *tokens.PAGES,
    *webhooks.PAGES,
    *webhook_log.PAGES,
    *audit_download.PAGES,
    *audit.PAGES,
)
