"""The parts of a step by name, so that whoever asked for it can be told which one could not be done."""

from collections.abc import Iterator
from contextlib import contextmanager

from polydesk.kernel.db import STORAGE_FAULTS
from polydesk.kernel.errors import DeskError

TICKET, ARTICLE, PREPARATION, FIELDS, STATE, PROPERTIES = (
    "ticket",
    "article",
    "preparation",
    "fields",
    "process_state",
    "properties",
)
_FAULTS: tuple[type[Exception], ...] = (DeskError, *STORAGE_FAULTS)


class StageFailed(DeskError):
    """`code` is the stage. The whole step is undone with its transaction."""


@contextmanager
def stage(name: str) -> Iterator[None]:
    """What cannot be done in here fails as this part, unless a part within has a name of its own."""
    try:
        yield
    except StageFailed:
        raise
    except _FAULTS as error:
        raise StageFailed(name) from error


@contextmanager
def storing(name: str) -> Iterator[None]:
    """The same for faults of the storage only: what the desk refuses is for others to judge."""
    try:
        yield
    except STORAGE_FAULTS as error:
        raise StageFailed(name) from error


@contextmanager
def unnamed() -> Iterator[None]:
    """For work that knows nothing of steps and their parts: the fault itself comes out."""
    try:
        yield
    except StageFailed as error:
        raise error.__cause__ or error from None
