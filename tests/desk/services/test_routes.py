import time
from typing import Any

import pytest

from polydesk.desk.services.routes import compile_route
from polydesk.kernel.errors import Invalid


def matched(route: str, path: str) -> dict[str, str] | None:
    return compile_route("Echo", {"Route": route}).match(path)


def test_a_route_is_matched_whole_and_with_case() -> None:
    assert matched("/ticket", "/ticket") == {}
    assert matched("/ticket", "/ticket/") is None
    assert matched("/ticket", "/ticket/get") is None
    assert matched("/ticket", "/Ticket") is None
    assert matched("/a|/b", "/bc") is None


def test_parameters_take_one_or_more_characters_other_than_a_slash() -> None:
    assert matched("/t/:TicketID/articles/:AllArticles", "/t/12/articles/0") == {
        "TicketID": "12",
        "AllArticles": "0",
    }
    assert matched("/t/:TicketID", "/t/") is None
    assert matched("/t/:TicketID", "/t/a/b") is None
    assert matched("/t/:TicketID", "/t/a%2Fb") == {"TicketID": "a%2Fb"}


def test_the_rest_is_a_regular_expression() -> None:
    assert matched("/a.c", "/abc") == {}
    assert matched("/(?:a|b)/:Word", "/b/x") == {"Word": "x"}
    assert matched(r"/(?<TicketID>\d+)", "/12") == {"TicketID": "12"}
    assert matched("/x(?:/:Word)?", "/x") == {}


def test_the_first_of_two_parameters_of_one_name_counts() -> None:
    assert matched("/:A/:A", "/1/2") == {"A": "1"}


def test_names_are_those_of_the_parameters() -> None:
    assert compile_route("Echo", {"Route": "/:A/(x)/:B"}).names == ("A", "B")


@pytest.mark.parametrize("mapping", [{"Route": "/x"}, {"Route": "/x", "RequestMethod": []}])
def test_without_methods_any_is_taken(mapping: dict[str, Any]) -> None:
    assert compile_route("Echo", mapping).methods == frozenset()


def test_paths_beyond_any_reason_do_not_match() -> None:
    assert matched("/:A", "/" + "x" * 7_999) is not None
    assert matched("/:A", "/" + "x" * 8_000) is None


@pytest.mark.parametrize("route", ["/:A:B:C:D", "/(:A)+", "/(/:A)*", "/:A/?:B/?:C/?:D", "/(?=:A+)*"])
def test_parameters_that_can_match_in_many_ways_are_refused(route: str) -> None:
    with pytest.raises(Invalid):
        compile_route("Echo", {"Route": route})


@pytest.mark.parametrize("route", ["/:A/:B/:C/:D/:E/:F", "/:A-:B", "/:A/?:B", "/.*/:A/:B", "/(/:A/)*x"])
@pytest.mark.parametrize("character", ["/", "-", "a", "a/"])
def test_hostile_paths_are_answered_soon(route: str, character: str) -> None:
    compiled = compile_route("Echo", {"Route": route})
    started = time.process_time()
    compiled.match("/" + (character * 8_000)[:7_990] + "//")
    assert time.process_time() - started < 2
