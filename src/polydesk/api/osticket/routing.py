"""Which paths and methods reach the API: specification, section 1."""

from enum import Enum
from urllib.parse import parse_qs

from polydesk.api.osticket.answer import NOT_ROUTED, Answer

API = "/api/"
SCRIPT = "/http.php"
"""The same routes behind it, for servers that rewrite no URLs."""


class Route(Enum):
    JSON = "/tickets.json"
    XML = "/tickets.xml"
    EMAIL = "/tickets.email"
    CRON = "/tasks/cron"


_ROUTES = {route.value: route for route in Route}
_SCRIPTS = {
    "": Answer(302, "", (("Location", "../"),)),
    "pipe.php": Answer(200, "#!/usr/bin/php -q\npipe.php only supports local piping - use http -> api/tickets.email"),
    "cron.php": Answer(200, "cron.php only supports local cron calls - use http -> api/tasks/cron"),
}
_PARAMETERS = 1000


def is_ours(path: str) -> bool:
    """Whether a path below `/api/` is osTicket's; every other one is nobody's or another dialect's."""
    rest = path.removeprefix(API)
    first = rest.partition("/")[0]
    return rest in _SCRIPTS or first == SCRIPT[1:] or first.startswith(("tickets", "tasks"))


def find_route(method: str, path: str, query: bytes) -> Route | Answer:
    """The route of a request, or the answer to one that has none. There is no 404 and no 405 in this API."""
    rest = path.removeprefix(API)
    if rest in _SCRIPTS:
        return _SCRIPTS[rest]
    route = _ROUTES.get("/" + rest.removeprefix(SCRIPT[1:] + "/"))
    return route if route and _emulated(method, query) == "POST" else NOT_ROUTED


def _emulated(method: str, query: bytes) -> str:
    """`?_method=` replaces the method, for clients that can only GET or POST."""
    if b"_method" not in query:
        return method
    try:
        named = parse_qs(query.decode("latin-1"), max_num_fields=_PARAMETERS).get("_method")
    except ValueError:
        return method
    return named[-1].upper() if named else method
