"""Finding what a request names, by ID or by name. When both are sent, the ID is checked and the name not looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from polydesk.api.generic_interface.perl import given, is_string, text
from polydesk.kernel.lookup import Lookup, Named


class Choosable(Named, Protocol):
    @property
    def valid(self) -> bool: ...


T = TypeVar("T", bound=Choosable)


@dataclass(frozen=True)
class Property(Generic[T]):
    """A ticket property as requests name it: `Queue` and `QueueID` for example."""

    key: str
    entries: Lookup[T]
    in_any_case: bool = False

    @property
    def message(self) -> str:
        return f"Ticket->{self.key}ID or Ticket->{self.key} parameter is"

    def is_sent(self, ticket: dict[str, Any]) -> bool:
        return given(ticket.get(f"{self.key}ID")) or given(ticket.get(self.key))

    def checked(self, ticket: dict[str, Any]) -> T | None:
        """The valid entry the check of the original takes: by the ID if there is one, else by the name."""
        number = ticket.get(f"{self.key}ID")
        entry = self.by_id(number) if given(number) else self.by_name(ticket.get(self.key))
        return entry if entry and entry.valid else None

    def by_id(self, value: Any) -> T | None:
        number = whole_number(value)
        return None if number is None else self.entries.get(number)

    def by_name(self, value: Any) -> T | None:
        if not is_string(value):
            return None
        find: Callable[[str], T | None] = self.entries.named_in_any_case if self.in_any_case else self.entries.named
        return find(text(value))


def whole_number(value: Any) -> int | None:
    """A database id: digits, at most as many as fit into one."""
    if not is_string(value):
        return None
    digits = text(value)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 18 else None
