"""The headers that many operations hear, added to the description by what the operations are."""

from typing import Any

from polydesk.api.gotrs.idempotency import HEADER, KEY, is_heard

_KEY = {
    "name": HEADER.decode().title(),
    "in": "header",
    "required": False,
    "description": "A request that is sent again with the same key is answered again, and not carried out again.",
    "schema": {"type": "string", "pattern": f"^{KEY}$"},
    "example": "6f1c9a52-8a44-4f0e-9d7c-1c1c0f5f6f10",
}
_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The ETag the ticket had when it was read. If it was changed since, nothing happens.",
    "schema": {"type": "string"},
    "example": '"118-3"',
}
_REFUSALS = {
    "409": "A request with this Idempotency-Key is being answered, or its answer got lost",
    "422": "Idempotency-Key was used for another request",
}
_PRECONDITION = "412"


def add_headers(path: str, method: str, operation: dict[str, Any]) -> None:
    if method == "post" and is_heard(path):
        operation.setdefault("parameters", []).append(_KEY)
        for status, meaning in _REFUSALS.items():
            operation["responses"].setdefault(status, _refusal(meaning))
    if _PRECONDITION in operation["responses"]:
        operation.setdefault("parameters", []).append(_IF_MATCH)


def _refusal(meaning: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Failure"}}}
    return {"description": meaning, "content": content}
