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
    try:
        yield
    except _FAULTS as error:
        raise StageFailed(name) from error
