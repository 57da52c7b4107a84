"""What agents choose for their lists and find again: columns, queues, the split view, and filters with a name."""

from urllib.parse import urlsplit

from starlette.responses import Response

from polydesk.desk.people.preferences import set_preferences
from polydesk.desk.search.saved import Search, delete_saved, save_search
from polydesk.desk.search.views import View
from polydesk.kernel.errors import Invalid
from polydesk.web.agent.list_columns import PREFERENCE, known_columns
from polydesk.web.agent.navigation import KIND
from polydesk.web.agent.numbers import number_of
from polydesk.web.agent.own_address import own_path
from polydesk.web.agent.page import PREFIX, Page

LONGEST_NAME = 100
LONGEST_ADDRESS = 2000
LONGEST_KEY = 40


def choose_columns(page: Page) -> Response:
    key = page.text("list")[:LONGEST_KEY]
    if not key.replace("-", "").isalnum():
        raise Invalid("list.address", key=key)
    wanted = known_columns([str(one) for one in page.form.getlist("column")])
    return _kept(page, PREFERENCE + key, ",".join(wanted))


def choose_queues(page: Page) -> Response:
    wanted = [one for one in page.form.getlist("queue") if isinstance(one, str) and number_of(one) is not None]
    return _kept(page, "Queues", ",".join(wanted[:500]) or None)


def choose_split(page: Page) -> Response:
    return _kept(page, "Split", "1" if page.text("split") == "1" else None)


def save(page: Page) -> Response:
    """A filter of the same name is replaced."""
    name = page.text("name").strip()[:LONGEST_NAME]
    if not name:
        raise Invalid("list.name")
    view, address = page.text("view"), page.text("address")[:LONGEST_ADDRESS]
    if view not in {"queues", *(one.value for one in View)}:
        raise Invalid("list.address", view=view)
    columns = known_columns(page.text("columns").split(","))
    filters = {"view": view, "address": urlsplit(address).query, "columns": columns}
    shared = page.text("shared") == "1"
    with page.work() as work:
        saved_id = save_search(work, Search(name=name, query="", filters=filters, kind=KIND, is_public=shared))
    return page.go(f"/filters/{saved_id}")


def forget(page: Page) -> Response:
    with page.work() as work:
        delete_saved(work, number_of(page.request.path_params["saved"]) or 0)
    return page.go("/")


def _kept(page: Page, name: str, value: str | None) -> Response:
    with page.work() as work:
        set_preferences(work, page.agent, {name: value}, prefix=PREFIX)
    return page.go(own_path(page.text("back")))


PAGES = (
    ("POST", "/views/columns", choose_columns),
    ("POST", "/views/queues", choose_queues),
    ("POST", "/views/split", choose_split),
    ("POST", "/filters", save),
    ("POST", "/filters/{saved}/delete", forget),
)
