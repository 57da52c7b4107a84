from dataclasses import dataclass

from polydesk.kernel.lookup import Lookup


@dataclass(frozen=True)
class Thing:
    id: int
    name: str


ONE, TWO, THREE = Thing(1, "Sales"), Thing(2, "Straße"), Thing(3, "SALES")
THINGS = Lookup([ONE, TWO, THREE])


def test_things_are_found_by_id() -> None:
    assert THINGS[1] is ONE
    assert THINGS.get(2) is TWO
    assert THINGS.get(9) is THINGS.get(None) is None
    assert list(THINGS) == [ONE, TWO, THREE]


def test_names_are_exact() -> None:
    assert THINGS.named("Sales") is ONE
    assert THINGS.named("SALES") is THREE
    assert THINGS.named("sales") is None


def test_names_in_any_case_are_exact_first() -> None:
    assert THINGS.named_in_any_case("Sales") is ONE
    assert THINGS.named_in_any_case("STRASSE") is TWO
    assert THINGS.named_in_any_case("sales") in (ONE, THREE)
    assert THINGS.named_in_any_case("other") is None
