"""From a path to an operation: specification of the Generic Interface, sections 1.1 and 1.2."""

import re
from typing import NamedTuple

from polydesk.api.generic_interface.escapes import unescaped
from polydesk.desk.services.definition import Route, WebService

# An id longer than this is no database key, and converting it would only cost time.
_SERVICE = re.compile(r"/(?:WebserviceID/(?P<id>[0-9]{1,18})|Webservice/(?P<name>[^/]+))(?:/|\Z)")
# Greedy: the route follows the last keyword in the path, wherever the service was named.
_ROUTE = re.compile(r".*/Webservice(?:ID)?/[^/]+(?P<route>/.*)", re.DOTALL)


class Target(NamedTuple):
    """A service by exactly one of `id` and `name`, and the undecoded route, ``None`` if the path ends before it."""

    id: int | None
    name: str | None
    route: str | None


def split_path(raw_path: str) -> Target | None:
    """What a path addresses; ``None`` for every path that is answered 500 with an empty body.

    `raw_path` is the undecoded path after the script's name, without the query.
    """
    service = _SERVICE.match(raw_path)
    if service is None:
        return None
    number, name = service.group("id", "name")
    route = _ROUTE.fullmatch(raw_path)
    return Target(
        id=None if number is None else int(number),
        name=None if name is None else unescaped(name),
        route=None if route is None else route["route"],
    )


def match_route(service: WebService, method: str, route: str | None) -> tuple[str, dict[str, str]] | None:
    """The operation's name and the decoded route parameters of the first route that matches."""
    if route is None:
        return None
    found = _first_match(service.routes, method, route)
    if found is None and method == "POST" and service.options.post_for_get:
        # Only after every route that wants a POST has been tried.
        found = _first_match(service.routes, "GET", route)
    return found


def _first_match(routes: tuple[Route, ...], method: str, path: str) -> tuple[str, dict[str, str]] | None:
    for route in routes:
        if route.methods and method not in route.methods:
            continue
        captures = route.match(path)
        if captures is not None:
            return route.operation, {name: unescaped(value) for name, value in captures.items()}
    return None


def no_route_message(target: Target, whole_path: str) -> str:
    """The answer's text. `whole_path`, from the server's root, stands in where the target has no route."""
    path = whole_path if target.route is None else target.route
    return f"HTTP::REST Error while determine Operation for request URI '{path}'."
