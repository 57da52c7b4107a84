"""The published description as it is for one desk: with the ids and names that no description can know.

What a schema allows and this desk does not have, such as a queue, is refused by 400. Here such places hold what the
desk of tests/world has, so that whatever is allowed must be accepted.
"""

from copy import deepcopy
from functools import cache
from typing import Any

from polydesk.api.gotrs.app import describe
from polydesk.api.gotrs.description import openapi_of, operations
from polydesk.api.gotrs.inputs import PLAIN_TEXT
from polydesk.api.gotrs.preference_schema import DEFAULTS, MOST_NAMES
from tests.api.gotrs.described_settings import settings_schema
from tests.slapd import BASE, DESK, DESK_SECRET, GROUPS, PEOPLE

Schema = dict[str, Any]
CURRENT = "the current one"
"""Stands for what is known when a request is made: an ETag, a refresh token."""
_AGENTS, _ONE = [1, 2, 3], [1]
_KNOWN: dict[str, list[Any]] = {
    "queue_id": [1, 2, 3, 4, 5, 6, 7, 8, 10],
    "priority_id": [1, 2, 3, 4, 5],
    "priority": ["3 normal", "5 VERY HIGH", "4", 1, 2],
    "state_id": [1, 2, 3, 4, 10],
    "type_id": [1, 2, 3],
    "assigned_to": _AGENTS,
    "agent_id": _AGENTS,
    "user_id": _AGENTS,
    "owner_id": _AGENTS,
    "owner_user_id": _AGENTS,
    "responsible_user_id": _AGENTS,
    "responsible_id": _AGENTS,
    "ticket_lock_id": [1, 2],
    "lock_id": [1, 2],
    "group_id": _ONE,
    "system_address_id": _ONE,
    "salutation_id": _ONE,
    "signature_id": _ONE,
    "follow_up_id": [1, 2, 3],
    "email": ["", "mira@example.test", "Mira.Stone+x@desk.example"],
    "login": ["mira", "mira.stone@example.test", "Ünal"],
    "expires_in": ["never", "1d", "12m", "100y"],
    "content_type": ["text/plain", "text/html; charset=utf-8", "TEXT/PLAIN"],
    "content": ["", "SGVsbG8=", "AAAA"],
    "from": ["", "2026-03-01", "2026-03-01T08:00:00Z"],
    "to": ["", "2026-03-01", "2026-03-01T08:00:00+01:00"],
    "ticket_id": [1],
    "article_id": _ONE,
    "attachment_id": _ONE,
    "search_id": _ONE,
    "token_id": _ONE,
    "customer_id": ["c1"],
    "webhook_id": _ONE,
    "delivery_id": _ONE,
    "url": ["https://93.184.216.34/hook"],
    "secret": [None, "a-secret-of-many-letters"],
    "headers": [None, {}, {"X-Key": "one"}],
    "since": [None, "2026-03-01T08:00:00Z"],
    "state": ["pending", "delivered", "failed"],
}
"""What the desk has, by the name of a property or a parameter."""
_LISTED: dict[str, list[Any]] = {
    "groups": _ONE,
    "group_access": _ONE,
    "queue_ids": [5, 7],
    "events": ["ticket.created", "article.*", "*"],
}
_WORDS = ("q", "title", "name", "body")
"""What has to say something: blanks alone do not."""
_DIRECTORY: dict[str, list[Any]] = {
    "host": ["localhost", "ldap://localhost", "ldaps://localhost/"],
    "base_dn": [BASE],
    "bind_dn": [DESK],
    "bind_password": [DESK_SECRET],
    "user_search_base": ["", BASE, PEOPLE],
    "group_search_base": ["", BASE, GROUPS],
    "user_filter": ["", "uid=%s", "(objectClass=person)", "(&(objectClass=person)(uid=%{username}))"],
    "group_filter": ["", "objectClass=groupOfNames"],
    "sync_interval": [0, 999, 3_600_000_000_000, "", "0", "1h", "1m30.5s"],
}


def _plain_object(depth: int) -> Schema:
    """What is small and not deep: how long the whole may be, no schema can say."""
    text = {"type": "string", "pattern": PLAIN_TEXT, "maxLength": 20}
    number = {"type": "number", "minimum": -(2**53), "maximum": 2**53}
    simple = [text, number, {"type": "boolean"}, {"type": "null"}]
    one = {"anyOf": [*simple, *([_plain_object(depth - 1)] if depth else ())]}
    return {
        "type": "object",
        "propertyNames": text,
        "additionalProperties": {"anyOf": [one, {"type": "array", "items": one, "maxItems": 3}]},
        "maxProperties": 3,
    }


_OF_MODEL: dict[str, dict[str, Schema]] = {
    "LdapWish": {name: {"enum": values} for name, values in _DIRECTORY.items()},
    "Refresh": {"refresh_token": {"enum": [CURRENT, "of nobody", None]}},
    "TicketChanges": {
        "title": {"anyOf": [{"type": "string", "pattern": r"[^\s\x00]", "maxLength": 255}, {"type": "null"}]},
    },
    "SearchWish": {
        "filters": _plain_object(2),
        "parameters": {"anyOf": [_plain_object(2), {"type": "null"}]},
        "query": {"type": "string", "pattern": "[a-z]", "maxLength": 200},
    },
}
_NEEDED = {
    "Login": ["login"],
    "WebLogin": ["login", "password"],
    "SearchWish": ["query"],
    "Assign": ["assigned_to"],
    "AssignAll": ["assigned_to"],
    "SetPriority": ["priority_id"],
    "SetPriorityOfAll": ["priority_id"],
    "TicketChanges": ["priority_id"],
}
"""Needed under one of several names, or unless something else is there: a cookie, or another field."""
_LEFT_OUT = ("pending_until", "cursor", "port")
"""What only makes sense beside another value: a pending state, the list it came from, how the directory is asked."""


def published() -> Schema:
    """Of what this application answers itself; the health calls are beside it."""
    whole = deepcopy(_whole())
    return {**whole, "paths": {path: item for path, item in whole["paths"].items() if path.startswith("/api/")}}


@cache
def _whole() -> Schema:
    return openapi_of(describe())


def described_for_the_world() -> Schema:
    whole = published()
    whole["components"]["schemas"]["SystemChange"] = settings_schema()
    for _, _, operation in operations(whole):
        _know_parameters(operation)
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if content:
            operation["requestBody"]["required"] = True
            content["schema"] = content["schema"].get("anyOf", [content["schema"]])[0]
            _know_body(whole, content["schema"])
        if operation["operationId"] == "put_preferences":
            content["schema"]["maxProperties"] = MOST_NAMES - len(DEFAULTS)
    return whole


def _know_parameters(operation: Schema) -> None:
    kept = [one for one in operation.get("parameters", ()) if one["name"] not in _LEFT_OUT]
    for one in kept:
        name = one["name"]
        if one["in"] == "path":
            one["schema"] = {"enum": [*_KNOWN.get(name, _ONE), 999999]}
        elif name in ("from", "to") or (name == "state" and "deliveries" in operation["operationId"]):
            one["schema"] = {"enum": _KNOWN[name]}
        elif name in ("user_id", "ticket_id") and "audit" in operation["operationId"]:
            one["schema"] = {"enum": [str(known) for known in _KNOWN[name]]}
        elif name == "If-Match":
            one["schema"] = {"enum": ["*", CURRENT]}
        elif name == "q":
            one |= {"required": True, "schema": {"type": "string", "pattern": "[a-z]"}}
    operation["parameters"] = kept


def _know_body(whole: Schema, schema: Schema) -> None:
    for one in [schema, *schema.get("anyOf", ())]:
        if "$ref" in one:
            name = one["$ref"].rpartition("/")[2]
            _know_model(name, whole["components"]["schemas"][name], whole)


def _know_model(model: str, schema: Schema, whole: Schema) -> None:
    properties = schema.get("properties", {})
    ours = _OF_MODEL.get(model, {})
    for name in (*_LEFT_OUT, *(("login",) if model == "UserChange" else ())):
        properties.pop(name, None)
    for name, one in properties.items():
        _know_body(whole, one)
        _know_body(whole, one.get("items", {}))
        if name in ours:
            properties[name] = ours[name]
        elif name in _KNOWN:
            null = [None] if {"type": "null"} in one.get("anyOf", ()) else []
            properties[name] = {"enum": [*_KNOWN[name], *null]}
        elif name in _LISTED:
            least = int(name == "events")
            items = {"type": "array", "items": {"enum": _LISTED[name]}, "minItems": least, "maxItems": 3}
            properties[name] = {"anyOf": [items, {"type": "null"}]} if "anyOf" in one else items
        elif name in _WORDS and "anyOf" not in one:
            one.setdefault("pattern", "[a-zA-Z0-9]")
    for name in _NEEDED.get(model, ()):
        schema["required"] = sorted({*schema.get("required", ()), name})
        if name in _KNOWN:
            properties[name] = {"enum": _KNOWN[name]}
        elif name not in ours:
            properties[name] = {"type": "string", "pattern": "[a-z]", "maxLength": 200}
