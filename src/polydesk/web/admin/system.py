"""The desk itself."""

from polydesk.web.admin import ldap, processes, settings, workings
from polydesk.web.admin.areas import Area


def _(text: str) -> str:
    """Marks texts for the catalogues; they are put into the reader's words where they are shown."""
    return text


AREA = Area(
    _("System"),
    (settings.PLACE, processes.PLACE, ldap.PLACE, workings.JOBS_PLACE, workings.OVERVIEW_PLACE),
)
PAGES = (*settings.PAGES, *processes.PAGES, *ldap.PAGES, *workings.PAGES)
