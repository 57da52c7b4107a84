"""How operations say no: a refusal is an answer (HTTP 200), a fault is a failure (HTTP 500)."""

from typing import Any

from polydesk.desk.services.mapping import MappingError
from polydesk.kernel.errors import Conflict, DeskError, Forbidden, Invalid, NotFound, Unavailable


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

_KINDS: dict[type[Exception], str] = {
    NotFound: "AccessDenied",
    Forbidden: "AccessDenied",
    Invalid: "InvalidParameter",
    Conflict: "InvalidParameter",
}


def refusal_of(operation: str, error: DeskError) -> Refusal | Fault:
    """What a dialect says to a DeskError no operation expected, by the error's nearest ancestor in the table."""
    for kind in type(error).__mro__:
        if kind in _KINDS:
            return Refusal(f"{operation}.{_KINDS[kind]}", f"{operation}: {error}")
        if kind is Unavailable:
            break
    return Fault(CANCELLED)


def fault_of(error: MappingError) -> Fault:
    return Fault(str(error))
