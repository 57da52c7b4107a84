"""What both clients of a Generic Interface know of it: its errors, and what its operations insist on."""

from typing import Any

import httpx

WORDS_OF_STATES = {"closed": "closed successful"}
"""The guides' short words, and the state of a fresh system that is meant by them."""
_FORMATS = ("ContentType", "MimeType", "Charset")


class GenericInterfaceError(Exception):
    """The operation was refused: `code` is `<Operation>.<Kind>`, as in `TicketGet.AccessDenied`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


def answer_of(response: httpx.Response, error: type[GenericInterfaceError]) -> dict[str, Any]:
    """The operation's result. Raises `error` when it was refused, httpx.HTTPStatusError when it was not reached."""
    try:
        answer = response.json()
    except ValueError:
        response.raise_for_status()
        raise error("Transport.NoJSON", f"not an answer of a web service: {response.text[:200]}") from None
    refused = answer.get("Error") if isinstance(answer, dict) else None
    if isinstance(refused, dict):
        raise error(str(refused.get("ErrorCode", "")), str(refused.get("ErrorMessage", "")))
    response.raise_for_status()
    return answer if isinstance(answer, dict) else {}


def complete_article(article: dict[str, Any]) -> dict[str, Any]:
    """The article with the character set that OTOBO and Znuny insist on beside a MIME type; JSON is always UTF-8."""
    if not any(article.get(key) for key in _FORMATS):
        return {**article, "ContentType": "text/plain; charset=utf-8"}
    if article.get("ContentType") or article.get("Charset"):
        return article
    return {**article, "Charset": "utf-8"}


def in_full_words(ticket: dict[str, Any], error: GenericInterfaceError) -> dict[str, Any] | None:
    """The ticket to try again with, when what was refused may have been a guide's short word for a state."""
    full = WORDS_OF_STATES.get(str(ticket.get("State", "")))
    if full is None or not error.code.endswith(".InvalidParameter") or "State" not in error.message:
        return None
    return {**ticket, "State": full}
