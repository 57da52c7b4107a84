"""How the pages of administration are grouped."""

from collections.abc import Sequence
from dataclasses import dataclass

from polydesk.web.admin.kinds import Kind


@dataclass(frozen=True)
class Place:
    """A page that can be gone to, with a word on what it is for."""

    path: str
    name: str
    about: str = ""
    section: str = ""
    """Whose entries it lists."""


@dataclass(frozen=True)
class Area:
    name: str
    places: Sequence[Place]


def place_of(kind: Kind) -> Place:
    return Place(kind.path, kind.many, kind.about, kind.section)
