"""The services every customer user may choose."""

from starlette.responses import Response

from polydesk.desk.configuration.entries import names_in
from polydesk.desk.configuration.wholes import default_services, save_default_services
from polydesk.kernel.errors import Invalid
from polydesk.web.admin.areas import Place
from polydesk.web.admin.refusals import refusal_text
from polydesk.web.agent.page import Page
from polydesk.web.texts import marked as _

PATH = "/admin/default-services"


def _form(page: Page) -> Response:
    return _shown(page, default_services(page.look()))


def _save(page: Page) -> Response:
    chosen = [str(one) for one in page.form.getlist("services")]
    page.desk.close()
    try:
        with page.work() as work:
            save_default_services(work, chosen)
    except Invalid as error:
        return _shown(page, chosen, refusal_text(error, page.texts)[1])
    return page.go(f"{PATH}?saved=1")


def _shown(page: Page, chosen: list[str], error: str = "") -> Response:
    """Services that are out of use stay, if they are chosen."""
    offered = names_in(page.look(), "services")
    return page.show(
        "admin/default_services.html",
        422 if error else 200,
        offered=[*offered, *(one for one in chosen if one not in offered)],
        chosen=chosen,
        error=error,
        saved=page.parameter("saved"),
    )


PLACE = Place(PATH, _("Default services"), _("Those every customer may choose who has none of their own."))
PAGES = (("GET", PATH, _form), ("POST", PATH, _save))
