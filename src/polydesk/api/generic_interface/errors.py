"""How operations say no: a refusal is an answer (HTTP 200), a fault is a failure (HTTP 500)."""

from typing import Any

from polydesk.kernel.errors import Conflict, DeskError, Forbidden, Invalid, NotFound


class Refusal(Exception):
    """The operation ran and refused: `{"Error": {"ErrorCode": …, "ErrorMessage": …}}`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    @property
    def data(self) -> dict[str, Any]:
        return {"Error": {"ErrorCode": self.code, "ErrorMessage": self.message}}


class Fault(Exception):
    """The operation failed: `{"faultcode": "Server", "faultstring": …}`."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


CANCELLED = "OperationObject returned an error, cancelling Request"
"""The original's fault where a misspelt key loses the reason."""

NO_ACCESS = "User does not have access to the ticket!"

_WORDS: dict[type[Exception], tuple[str, str]] = {
    NotFound: ("AccessDenied", NO_ACCESS),
    Forbidden: ("AccessDenied", NO_ACCESS),
    Invalid: ("InvalidParameter", "The request data is invalid!"),
    Conflict: ("InvalidParameter", "The request data is invalid!"),
}


def refusal_of(operation: str, error: DeskError) -> Refusal | Fault:
    """What a dialect says to a DeskError no operation expected, by the error's nearest ancestor in the table."""
    for kind in type(error).__mro__:
        if kind in _WORDS:
            code, text = _WORDS[kind]
            return Refusal(f"{operation}.{code}", f"{operation}: {text}")
    return Fault(CANCELLED)
