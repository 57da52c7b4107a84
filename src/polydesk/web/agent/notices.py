"""What an agent was told: tickets given to them, answers, mentions, and what could not be sent."""

from starlette.responses import Response

from polydesk.desk.statistics.notices import list_notices, read_notices
from polydesk.web.agent.page import Page

PATH = "/notices"
SHOWN = 50


def show(page: Page) -> Response:
    return page.show("agent/notices.html", notices=list_notices(page.look(), limit=SHOWN))


def read_all(page: Page) -> Response:
    with page.work() as work:
        read_notices(work)
    return page.go(PATH)


PAGES = (
    ("GET", PATH, show),
    ("POST", f"{PATH}/read", read_all),
)
