"""Answers of the API: one line or a few of plain text, whatever the content type says."""

from dataclasses import dataclass

CONTENT_TYPE = "text/html; charset=UTF-8"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str = ""
    headers: tuple[tuple[str, str], ...] = ()


NOT_ROUTED = Answer(400, "URL not supported")
COMPLETED = Answer(200, "Completed")
TOO_LARGE = Answer(413, "Request is too large", (("Connection", "close"),))
CRASHED = Answer(500, "Unable to create new ticket: unknown error")
"""What nobody foresaw. The original sends nothing at all then."""
