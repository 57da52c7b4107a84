"""What the desk asks of the LDAP directory. Who answers is handed in: the desk opens no connections."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from polydesk.desk.people.directory_settings import DirectorySettings
from polydesk.kernel.errors import Unavailable


class DirectoryUnavailable(Unavailable):
    """The directory cannot be reached, refuses us or makes no sense; `message` says which, without any secret."""

    def __init__(self, message: str) -> None:
        super().__init__("directory.unavailable", message=message)

    @property
    def message(self) -> str:
        return str(self.details["message"])


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """`id` stays the same when the entry is renamed or moved; `groups` are DNs and names of its groups."""

    id: str
    login: str
    email: str = ""
    first_name: str = ""
    last_name: str = ""
    phone: str = ""
    title: str = ""
    customer_id: str = ""
    groups: frozenset[str] = frozenset()
    is_disabled: bool = False


@dataclass(frozen=True, slots=True)
class FoundGroup:
    dn: str
    name: str


@dataclass(frozen=True, slots=True)
class Everybody:
    people: Sequence[FoundPerson]
    groups: Sequence[FoundGroup]
    problems: Sequence[str] = ()
    """Entries that could not be read, one line each."""


class DirectoryServer(Protocol):
    """All methods raise DirectoryUnavailable. None is to be called while a transaction is open."""

    def test(self, settings: DirectorySettings) -> None:
        """Connect, sign in as the desk, and look for one person and one group."""

    def everybody(self, settings: DirectorySettings) -> Everybody:
        """All people and groups the settings speak of."""

    def has_password(self, settings: DirectorySettings, person_id: str, password: str) -> bool:
        """Whether the directory lets this person in."""


class NoDirectory:
    """For desks that were made without the way to one."""

    def test(self, settings: DirectorySettings) -> None:
        raise DirectoryUnavailable("this desk has no way to a directory")

    def everybody(self, settings: DirectorySettings) -> Everybody:
        raise DirectoryUnavailable("this desk has no way to a directory")

    def has_password(self, settings: DirectorySettings, person_id: str, password: str) -> bool:
        raise DirectoryUnavailable("this desk has no way to a directory")
