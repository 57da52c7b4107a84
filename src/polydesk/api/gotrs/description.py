"""The OpenAPI description of `/api/v1`, as programs read it: what FastAPI makes of the declarations, put right.

FastAPI announces an answer of its own to invalid input, which is never given here, and names operations after their
paths. The health calls are served beside this application and described with it.
"""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI

from polydesk.api.gotrs.description_headers import add_headers

METHODS = ("get", "put", "post", "delete", "patch")
_OWN_ANSWER = "422"
_OWN_SCHEMAS = ("HTTPValidationError", "ValidationError")
ABOUT = """The API of GOTRS, as it is documented, and what that leaves out.

Sign in at `/api/v1/auth/login` and send the access token as `Authorization: Bearer …`, or make an API token. Answers
are `{"success": true, "data": …}`, lists have `pagination` beside `data`, refusals are
`{"success": false, "error": "…"}`.
"""
TAGS = (
    "Authentication",
    "Tickets",
    "Articles",
    "Bulk",
    "Queues",
    "Users",
    "Search",
    "Dashboard",
    "Admin",
    "LDAP",
    "Health",
)


def openapi_of(app: FastAPI) -> dict[str, Any]:
    """Made once: FastAPI keeps what it returns, and so do we."""
    if app.openapi_schema is not None:
        return app.openapi_schema
    described: dict[str, Any] = FastAPI.openapi(app)
    described["paths"].update(_health_paths())
    described["info"].update(description=ABOUT, license={"name": "Apache-2.0", "identifier": "Apache-2.0"})
    names: set[str] = set()
    for path, method, operation in operations(described):
        if _is_own_answer(operation["responses"].get(_OWN_ANSWER)):
            del operation["responses"][_OWN_ANSWER]
        _without_null(operation)
        add_headers(path, method, operation)
        operation["operationId"] = _named(operation["operationId"], path, method, names)
    for name in _OWN_SCHEMAS:
        described["components"]["schemas"].pop(name, None)
    used = {tag for _, _, operation in operations(described) for tag in operation.get("tags", ())}
    described["tags"] = [{"name": tag} for tag in [*TAGS, *sorted(used - set(TAGS))] if tag in used]
    return described


def operations(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and description of every operation."""
    for path, item in described["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def _without_null(operation: dict[str, Any]) -> None:
    """A parameter is left out or a text: there is no null in a query."""
    for parameter in operation.get("parameters", ()):
        kinds = [one for one in parameter["schema"].pop("anyOf", ()) if one != {"type": "null"}]
        parameter["schema"].update(kinds[0] if len(kinds) == 1 else {"anyOf": kinds} if kinds else {})


def _is_own_answer(response: Any) -> bool:
    return "HTTPValidationError" in str(response)


def _named(given: str, path: str, method: str, names: set[str]) -> str:
    """The function's name. Where one function answers at several paths, the later ones say which."""
    slug = "".join(letter if letter.isalnum() else "_" for letter in path)
    name = given.removesuffix(f"{slug}_{method}").rstrip("_")
    if name in names:
        name = f"{name}_at_{'_'.join(part for part in slug.split('_') if part)}"
    if name in names:
        name = f"{name}_{method}"
    names.add(name)
    return name


def _health_paths() -> dict[str, Any]:
    simple = {"type": "object", "properties": {"status": {"type": "string"}}, "required": ["status"]}
    parts = {"type": "object", "additionalProperties": {"type": "string"}}
    whole = {**simple, "properties": {"status": {"type": "string"}, "components": parts}}
    return {
        "/health": _call("health", "Whether the server runs", _json(simple, {"status": "healthy"})),
        "/healthz": _call("healthz", "Whether the server runs", _json(simple, {"status": "healthy"})),
        "/health/detailed": _call(
            "health_detailed",
            "The state of each part, measured",
            _json(whole, {"status": "healthy", "components": {"database": "healthy", "queue": "healthy"}}),
            down=_json(whole, {"status": "unhealthy", "components": {"database": "unhealthy", "queue": "unknown"}}),
        ),
        "/metrics": _call(
            "metrics",
            "Numbers for Prometheus; strangers see gotrs_up only",
            {"text/plain": {"schema": {"type": "string"}, "example": "gotrs_up 1.0\n"}},
        ),
    }


def _call(name: str, summary: str, content: dict[str, Any], down: dict[str, Any] | None = None) -> dict[str, Any]:
    responses: dict[str, Any] = {"200": {"description": "Measured", "content": content}}
    if down is not None:
        responses["503"] = {"description": "The database does not answer", "content": down}
    operation = {"operationId": name, "summary": summary, "tags": ["Health"], "responses": responses, "security": []}
    return {"get": operation}


def _json(schema: dict[str, Any], example: Any) -> dict[str, Any]:
    return {"application/json": {"schema": schema, "example": example}}
