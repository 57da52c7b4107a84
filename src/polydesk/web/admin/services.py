"""How other programs reach the desk."""

from polydesk.web.admin import web_service, web_service_deletion, web_service_log, web_service_operation, web_services
from polydesk.web.admin.areas import Area
from polydesk.web.texts import marked as _

AREA = Area(_("Interfaces"), (web_services.PLACE,))
PAGES = (
    *web_services.PAGES,
    *web_service_operation.PAGES,
    *web_service_log.PAGES,
    *web_service_deletion.PAGES,
    *web_service.PAGES,
)
