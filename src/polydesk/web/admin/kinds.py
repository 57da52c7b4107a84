"""What there is to administer as lists of entries: each is a section of the configuration."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from polydesk.desk.configuration.entries import Entry
from polydesk.kernel.work import Look, Work
from polydesk.web.admin.inputs import Input
from polydesk.web.agent.page import Page


@dataclass(frozen=True)
class Kind:
    """`columns` are the keys the list shows, the first of them the link to the entry; `name` its key in addresses.

    `links` leads from the page of an entry to further pages about it: pairs of a word and the end of the address.
    `tree` draws names with `::` below each other, `counted` adds a column of numbers, `preview` shows what an entry
    would look like, `kept` says what of an entry stays as it was delivered, `beside` is a template for after the form,
    which is given `facts`. `save` does so where `save_entry` is not enough, and `new_key` makes the key of a new entry,
    which is shown once.
    """

    section: str
    name: str
    many: str
    new: str
    columns: Sequence[str]
    inputs: Sequence[Input]
    about: str = ""
    links: Sequence[tuple[str, str]] = ()
    then: str = ""
    """The end of the address a new entry leads to, where it is of no use before something is done there."""
    tree: bool = False
    counted: tuple[str, Callable[[Look], Mapping[int, int]]] | None = None
    marks: Callable[[Look], Mapping[int, str]] = lambda look: {}
    """Words that stand beside the names of some entries in the list, by id."""
    preview: Callable[[Page, Entry], Mapping[str, str]] | None = None
    kept: Callable[[Entry], Collection[str]] = lambda entry: ()
    beside: str = ""
    variables: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    """What may stand in its texts, and what that means."""
    facts: Callable[[Page, Entry], Any] = lambda page, entry: None
    save: Callable[[Work, Entry, str | None], int] | None = None
    new_key: Callable[[], str] | None = None

    @property
    def path(self) -> str:
        return f"/admin/{self.name}"

    def input_of(self, key: str) -> Input | None:
        return next((one for one in self.inputs if one.key == key), None)

    @property
    def groups(self) -> list[tuple[str, list[Input]]]:
        """The inputs as they stand together."""
        return [(group, list(inputs)) for group, inputs in groupby(self.inputs, lambda one: one.group)]
