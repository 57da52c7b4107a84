"""How the API says no. One table from errors to answers, looked up along the class's ancestry."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import structlog

from polydesk.api.otrs7.answers import Answer, business_error, invalid, refusal
from polydesk.kernel.db import STORAGE_FAULTS
from polydesk.kernel.errors import DeskError, Unavailable

FORBIDDEN_TEXT = "No permission."
"""One text for what may not be seen and what is not there: existence is secret from customers."""
TOO_LARGE_TEXT = "Size limit exceeded!"


class Refused(Exception):
    """An answer that ends the request."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def unauthorized() -> Refused:
    return Refused(refusal(401, "Access token is missing or invalid."))


def forbidden(text: str = FORBIDDEN_TEXT) -> Refused:
    return Refused(refusal(403, text))


def missing(text: str) -> Refused:
    return Refused(refusal(404, text))


def invalid_input(errors: Mapping[str, Any]) -> Refused:
    """`errors` has what is wrong by the names of the parameters, in the shape the endpoint documents."""
    return Refused(invalid(errors))


def wrong(name: str, text: str, *headers: tuple[str, str]) -> Refused:
    """One parameter is wrong, in the plain shape."""
    return Refused(replace(invalid({name: {"Message": text}}), headers=headers))


def too_large() -> Refused:
    return Refused(invalid({"Upload": {"Message": TOO_LARGE_TEXT}}, 413))


def failed(identifier: str, message: str) -> Refused:
    """A business failure: status 900."""
    return Refused(business_error(identifier, message))


_FAULTS: tuple[type[Exception], ...] = (DeskError, *STORAGE_FAULTS)


@contextmanager
def failing_as(identifier: str, message: str) -> Iterator[None]:
    """What the desk or its storage cannot do in here is this business failure. Answers of this dialect pass."""
    try:
        yield
    except _FAULTS as error:
        structlog.get_logger().warning("request_failed", identifier=identifier, error=type(error).__name__)
        raise failed(identifier, message) from error


def answer_of(error: Exception) -> Answer:
    """The answer to an error of this dialect or of the desk."""
    return next(_ANSWERS[kind] for kind in type(error).__mro__ if kind in _ANSWERS)(error)


def _own(error: Exception) -> Answer:
    assert isinstance(error, Refused)
    return error.answer


def _not_for_you(_error: Exception) -> Answer:
    return refusal(403, FORBIDDEN_TEXT)


def _unavailable(_error: Exception) -> Answer:
    return refusal(503, "The help desk does not answer now; try again later.")


def _crashed(_error: Exception) -> Answer:
    return refusal(500, "Internal server error.")


_ANSWERS: dict[type, Callable[[Exception], Answer]] = {
    Refused: _own,
    Unavailable: _unavailable,
    DeskError: _not_for_you,
    Exception: _crashed,
}
