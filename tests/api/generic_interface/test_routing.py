import time
from typing import Any

import pytest

from polydesk.api.generic_interface.routing import Target, match_route, no_route_message, split_path
from polydesk.desk.services.definition import WebService, compile_service


def service(routes: dict[str, Any], **options: str) -> WebService:
    provider = {
        "Operation": {name: {"Type": "Test::Test"} for name in routes},
        "Transport": {
            "Config": {
                "RouteOperationMapping": {
                    name: {"Route": route, "RequestMethod": methods} for name, (route, methods) in routes.items()
                }
            }
        },
    }
    return compile_service(2, "Desk", {"Provider": provider, "Polydesk": options})


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/Webservice/Desk/Ticket/1", Target(None, "Desk", "/Ticket/1")),
        ("/WebserviceID/12/Ticket", Target(12, None, "/Ticket")),
        ("/Webservice/Map%54est/x", Target(None, "MapTest", "/x")),
        ("/Webservice/A%2541/x", Target(None, "A%41", "/x")),
        ("/Webservice/A%2FB/x", Target(None, "A/B", "/x")),
        ("/Webservice/Desk", Target(None, "Desk", None)),
        ("/Webservice/Desk/", Target(None, "Desk", "/")),
        ("/Webservice/Desk//x", Target(None, "Desk", "//x")),
        ("/Webservice/A/Webservice/B/x", Target(None, "A", "/x")),
        ("/Webservice/A/x/WebserviceID/2/y", Target(None, "A", "/y")),
        ("/Webservice/A/x/Webservice/B", Target(None, "A", "/x/Webservice/B")),
        ("/Webservice/A/a%2Fb", Target(None, "A", "/a%2Fb")),
    ],
)
def test_a_path_names_a_service_and_a_route(path: str, target: Target) -> None:
    assert split_path(path) == target


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/Webservice",
        "/Webservice/",
        "/Webservice//Desk/x",
        "/webservice/Desk/x",
        "/WebserviceID/abc/x",
        "/WebserviceID/12a/x",
        "/WebserviceID/" + "9" * 5_000 + "/x",
        "/WebserviceID/١/x",
        "/Other/Webservice/Desk/x",
    ],
)
def test_a_path_that_names_no_service(path: str) -> None:
    assert split_path(path) is None


def test_the_first_route_in_order_of_operations_that_takes_method_and_path() -> None:
    desk = service({"B": ("/x", []), "A": ("/x", ["POST"]), "C": ("/x/:Word", ["GET"])})
    assert match_route(desk, "POST", "/x") == ("A", {})
    assert match_route(desk, "ANYTHING", "/x") == ("B", {})
    assert match_route(desk, "get", "/x/y") is None
    assert match_route(desk, "GET", None) is None


def test_parameters_are_decoded_after_matching() -> None:
    desk = service({"Echo": ("/echo/:Word", ["GET"])})
    assert match_route(desk, "GET", "/echo/a%20b%C3%BC%2Fc") == ("Echo", {"Word": "a bü/c"})
    assert match_route(desk, "GET", "/echo/a+b") == ("Echo", {"Word": "a+b"})
    assert match_route(desk, "GET", "/echo/%FF%00x") == ("Echo", {"Word": "\ufffdx"})
    assert match_route(desk, "GET", "/e%63ho/x") is None


def test_a_post_reaches_a_get_route_only_where_allowed_and_never_before_a_post_route() -> None:
    routes = {"Search": ("/Ticket", ["GET"]), "Writes": ("/Ticket", ["POST"]), "Get": ("/Other", ["GET"])}
    assert match_route(service(routes), "POST", "/Other") is None
    lenient = service(routes, PostForGet="1")
    assert match_route(lenient, "POST", "/Other") == ("Get", {})
    assert match_route(lenient, "POST", "/Ticket") == ("Writes", {})
    assert match_route(lenient, "PUT", "/Other") is None


def test_the_message_names_the_route_or_the_whole_path() -> None:
    message = "HTTP::REST Error while determine Operation for request URI '{}'."
    whole = "/otobo/nph-genericinterface.pl/Webservice/Desk"
    assert no_route_message(Target(None, "Desk", "/none"), whole) == message.format("/none")
    assert no_route_message(Target(None, "Desk", None), whole) == message.format(whole)


@pytest.mark.parametrize("part", ["/Webservice/", "/Webservice/x", "/", "x", "/Webservice"])
def test_long_paths_are_split_soon(part: str) -> None:
    started = time.process_time()
    split_path("/Webservice/A" + part * 10_000)
    assert time.process_time() - started < 1
