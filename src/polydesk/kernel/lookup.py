"""Named things in memory, found by id, by exact name, or by name without regard to case."""

from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=Named)


class Lookup(Generic[T]):
    def __init__(self, entries: Iterable[T]) -> None:
        self.by_id = {entry.id: entry for entry in entries}
        self._by_name = {entry.name: entry for entry in self.by_id.values()}
        self._by_folded = {name.casefold(): entry for name, entry in self._by_name.items()}

    def __iter__(self) -> Iterator[T]:
        return iter(self.by_id.values())

    def __getitem__(self, entry_id: int) -> T:
        return self.by_id[entry_id]

    def get(self, entry_id: int | None) -> T | None:
        return None if entry_id is None else self.by_id.get(entry_id)

    def named(self, name: str) -> T | None:
        return self._by_name.get(name)

    def named_in_any_case(self, name: str) -> T | None:
        return self._by_name.get(name) or self._by_folded.get(name.casefold())
