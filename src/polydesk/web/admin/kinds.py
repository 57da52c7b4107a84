"""What there is to administer as lists of entries: each is a section of the configuration."""

from collections.abc import Sequence
from dataclasses import dataclass

from polydesk.web.admin.inputs import Input


@dataclass(frozen=True)
class Kind:
    """`columns` are the keys the list shows, the first of them the link to the entry; `name` its key in addresses.

    `links` leads from the page of an entry to further pages about it: pairs of a word and the end of the address.
    """

    section: str
    name: str
    many: str
    new: str
    columns: Sequence[str]
    inputs: Sequence[Input]
    about: str = ""
    links: Sequence[tuple[str, str]] = ()

    @property
    def path(self) -> str:
        return f"/admin/{self.name}"

    def input_of(self, key: str) -> Input | None:
        return next((one for one in self.inputs if one.key == key), None)
