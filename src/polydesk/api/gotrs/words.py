"""This API's words for what the desk says."""

from polydesk.kernel.errors import DeskError

_TEXTS: dict[str, str] = {
    "ticket": "Ticket not found",
    "article": "Article not found",
    "queue.not_found": "Queue not found",
    "queue.not_readable": "You do not have permission to access this queue",
    "queue.none_readable": "You do not have access to any queues",
    "queue.name_taken": "Queue with this name already exists",
    "queue.name": "Invalid queue request: missing or invalid name",
    "queue.group": "Invalid queue request: unknown group_id",
    "queue.follow_up": "Invalid queue request: invalid follow_up_id",
    "queue.system_address_id": "Invalid queue request: unknown system_address_id",
    "queue.salutation_id": "Invalid queue request: unknown salutation_id",
    "queue.signature_id": "Invalid queue request: unknown signature_id",
}
"""From codes of the desk to texts. Codes that are not here get the text of their kind."""


def text_of(error: DeskError) -> str | None:
    return _TEXTS.get(error.code)
