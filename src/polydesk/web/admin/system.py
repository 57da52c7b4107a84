"""The desk itself."""

from polydesk.web.admin import ldap, processes, settings, workings
from polydesk.web.admin.areas import Area
from polydesk.web.texts import marked as _

AREA = Area(
    _("System"),
    (settings.PLACE, processes.PLACE, ldap.PLACE, workings.JOBS_PLACE, workings.OVERVIEW_PLACE),
)
PAGES = (*settings.PAGES, *processes.PAGES, *ldap.PAGES, *workings.PAGES)
