"""Which requests are the API's, and which of them reach it."""

import pytest

from polydesk.api.osticket.answer import NOT_ROUTED, Answer
from polydesk.api.osticket.routing import Route, find_route, is_ours


@pytest.mark.parametrize(
    "path", ["/api/tickets.json", "/api/http.php/tickets.xml", "/api/tasks/x", "/api/pipe.php", "/api/"]
)
def test_paths_of_osticket(path: str) -> None:
    assert is_ours(path)


@pytest.mark.parametrize("path", ["/api/v1/tickets", "/api/auth/login", "/api/http.phpx", "/api/x.php"])
def test_other_paths_below_api_belong_to_others(path: str) -> None:
    assert not is_ours(path)


@pytest.mark.parametrize("script", ["/api/", "/api/http.php/"])
@pytest.mark.parametrize("route", list(Route))
def test_a_post_reaches_its_route(script: str, route: Route) -> None:
    assert find_route("POST", script + route.value[1:], b"") is route


@pytest.mark.parametrize("query", ["_method=post", "a=b&_method=POST", "_method=get&_method=Post"])
def test_the_query_can_make_a_post(query: str) -> None:
    assert find_route("GET", "/api/tickets.json", query.encode()) is Route.JSON


@pytest.mark.parametrize("query", ["_method=put", "_method=delete", "_method=p%6Fst", "_method=%FF"])
def test_the_query_can_take_it_away(query: str) -> None:
    found = find_route("POST", "/api/tickets.json", query.encode())
    assert found is (Route.JSON if "6F" in query else NOT_ROUTED)


def test_a_query_of_a_million_parameters_is_not_read() -> None:
    assert find_route("POST", "/api/tickets.json", b"_method=put&" * 1_000_000) is Route.JSON


def test_the_index_leads_to_the_portal() -> None:
    found = find_route("GET", "/api/", b"")
    assert isinstance(found, Answer)
    assert (found.status, found.headers) == (302, (("Location", "../"),))
