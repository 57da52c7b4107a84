"""How the API says no. One table from the desk's errors to answers, looked up along the class's ancestry."""

from collections.abc import Callable

from polydesk.api.osticket.answer import Answer
from polydesk.desk.intake.submission import Denied, Refused
from polydesk.kernel.errors import DeskError, Unavailable

PREFIX = "Unable to create new ticket :"


class Unreadable(Exception):
    """The body is no JSON or XML, or nothing that could be a ticket."""


class KeyRefused(Exception):
    """The caller may not do this. `key` is what the log calls the key."""

    def __init__(self, text: str, key: str) -> None:
        super().__init__(text)
        self.key = key


def answer_of(error: Exception) -> Answer:
    """The answer to an error of this dialect or of the desk."""
    return next(_ANSWERS[kind] for kind in type(error).__mro__ if kind in _ANSWERS)(error)


def _unreadable(error: Exception) -> Answer:
    return Answer(400, str(error))


def _key_refused(error: Exception) -> Answer:
    return Answer(401, str(error))


def _denied(error: Exception) -> Answer:
    return Answer(403, PREFIX + "\n".join(text for _, text in _pairs(error)))


def _refused(error: Exception) -> Answer:
    """All validation errors are a 500 in this API."""
    return Answer(500, PREFIX + "\n".join(f"{key}\n{text}" for key, text in _pairs(error)))


def _pairs(error: Exception) -> tuple[tuple[str, str], ...]:
    return error.errors if isinstance(error, Refused) else ()


def _unavailable(_error: Exception) -> Answer:
    return Answer(503, f"{PREFIX}err\nThe help desk does not answer now; try again later")


def _other(_error: Exception) -> Answer:
    return Answer(500, f"{PREFIX}err\nMissing or invalid data — Correct any errors below and try again")


_ANSWERS: dict[type, Callable[[Exception], Answer]] = {
    Unreadable: _unreadable,
    KeyRefused: _key_refused,
    Denied: _denied,
    Refused: _refused,
    Unavailable: _unavailable,
    DeskError: _other,
}
