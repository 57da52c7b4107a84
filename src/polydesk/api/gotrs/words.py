"""This API's words for what the desk says."""

from polydesk.kernel.errors import DeskError

_TEXTS: dict[str, str] = {}
"""From codes of the desk to texts. Codes that are not here get the text of their kind."""


def text_of(error: DeskError) -> str | None:
    return _TEXTS.get(error.code)
