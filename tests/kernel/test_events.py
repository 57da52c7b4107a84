from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from polydesk.kernel.db import Database
from polydesk.kernel.events import Event, Recorders
from polydesk.kernel.work import Work
from tests.kernel.bare_desk import bare_desk


@dataclass(frozen=True)
class Moved(Event):
    where: str = "there"


@dataclass(frozen=True)
class MovedFar(Moved):
    pass


@dataclass(frozen=True)
class Unheard(Event):
    pass


@pytest.fixture
def work(tmp_path: Path) -> Any:
    database = Database(f"sqlite:///{tmp_path / 'd'}")
    with bare_desk(database).work() as work:
        yield work
    database.dispose()


def heard_by(table: dict[type[Event], list[str]], event: Event, work: Work) -> list[str]:
    """Who hears of an event, in order."""
    heard: list[str] = []

    def recorder(name: str) -> Any:
        return lambda _work, one: heard.append(f"{name} {type(one).__name__}")

    Recorders({kind: tuple(map(recorder, names)) for kind, names in table.items()})(work, event)
    return heard


def test_the_recorders_of_an_event_hear_it_in_their_order(work: Work) -> None:
    assert heard_by({Moved: ["a", "b"]}, Moved(), work) == ["a Moved", "b Moved"]


def test_those_of_its_bases_hear_it_as_well_after_its_own(work: Work) -> None:
    table = {Event: ["all"], Moved: ["moved"], MovedFar: ["far"]}
    assert heard_by(table, MovedFar(), work) == ["far MovedFar", "moved MovedFar", "all MovedFar"]
    assert heard_by(table, Moved(), work) == ["moved Moved", "all Moved"]


def test_what_nobody_listens_to_is_fine(work: Work) -> None:
    assert heard_by({Moved: ["a"]}, Unheard(), work) == []


def test_a_recorder_that_fails_fails_the_work(work: Work) -> None:
    def fail(_work: Work, _event: Event) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Recorders({Moved: (fail,)})(work, Moved())
