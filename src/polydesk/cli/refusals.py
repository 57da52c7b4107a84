"""Errors as one line for the person at the terminal."""

from polydesk.cli.printable import printable
from polydesk.kernel.errors import DeskError


def explain(error: DeskError | OSError) -> str:
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}" if error.filename else str(error)
    details = dict(error.details)
    where = details.pop("where", None)
    message = details.pop("message", error.code.rpartition(".")[2].replace("_", " "))
    named = ", ".join(f"{key}: {_shown(value)}" for key, value in details.items())
    whole = f"{f'{where}: ' if where else ''}{message}{f' ({named})' if named else ''}"
    return printable(" ".join(whole.split()))


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
