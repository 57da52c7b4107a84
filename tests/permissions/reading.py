"""What all readers have: ids turned into the plan's names, and an ear for what an answer must not say."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.permissions.building import Built
from tests.permissions.oracle import Names, View

_MARK = re.compile(r"mark(t\d+(?:a\d+f?)?)z")


@dataclass
class Findings:
    """What one person has got to see, by the way it was read, with the view of it that is due."""

    built: Built
    dialect: str = ""
    """Which one is being read."""
    seen: dict[str, tuple[View, Names]] = field(default_factory=dict)
    counted: dict[str, tuple[View, int]] = field(default_factory=dict)
    heard: dict[str, Names] = field(default_factory=dict)
    """The names that stood in answers, wherever."""

    def see(self, way: str, view: View, names: Iterable[str]) -> None:
        self.seen[self._new(way, self.seen)] = (view, frozenset(names))

    def count(self, way: str, view: View, number: int) -> None:
        self.counted[self._new(way, self.counted)] = (view, number)

    def hear(self, way: str, body: bytes) -> None:
        found = frozenset(_MARK.findall(body.decode("utf-8", "replace")))
        whole = f"{self.dialect}: {way}"
        self.heard[whole] = self.heard.get(whole, frozenset()) | found

    def _new(self, way: str, known: Mapping[str, object]) -> str:
        whole = f"{self.dialect}: {way}"
        assert whole not in known, whole
        return whole

    def tickets(self, ids: Iterable[int]) -> list[str]:
        return _named(self.built.tickets, ids)

    def articles(self, ids: Iterable[int]) -> list[str]:
        return _named(self.built.articles, ids)

    def files(self, ids: Iterable[int]) -> list[str]:
        return _named(self.built.files, ids)

    def articles_of(self, ticket: str) -> Mapping[str, int]:
        return {name: one for name, one in self.built.articles.items() if name.startswith(f"{ticket}a")}


def _named(known: Mapping[str, int], ids: Iterable[int]) -> list[str]:
    """Fails for what is listed twice or not of this desk."""
    names = {number: name for name, number in known.items()}
    listed = [names[one] for one in ids]
    assert len(set(listed)) == len(listed), listed
    return listed
