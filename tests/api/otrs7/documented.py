"""The published description of OTRS 7's API, as data: what each endpoint answers. Its first half is served here."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("otrs7-endpoints.json")
_SCREENS = "/api/frontend/external"
_HALF = (
    "/api/customer/",
    *(f"{_SCREENS}/{area}/" for area in ("form", "ticket", "ticketlist", "personal-preferences")),
)


@dataclass(frozen=True)
class Documented:
    """One answer of an endpoint; a status of 900 is as many as it has identifiers."""

    status: int
    example: Any = None
    failure: str = ""
    message: str = ""


@dataclass(frozen=True)
class Endpoint:
    method: str
    path: str
    secured: bool
    answers: tuple[Documented, ...]
    """Without those of the security scheme, which all secured endpoints share."""
    query: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    """Of its body."""

    @property
    def key(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def statuses(self) -> set[int]:
        return {one.status for one in self.answers} | ({401, 403} if self.secured else set())

    def answer(self, status: int, failure: str = "") -> Documented:
        return next(one for one in self.answers if (one.status, one.failure) == (status, failure))


def _endpoint(entry: dict[str, Any]) -> Endpoint:
    own = [one for one in entry["responses"] if one["source"] == "endpoint"]
    answers = tuple(answer for one in own for answer in _answers(one))
    query = tuple(one["name"] for one in entry["query_parameters"])
    fields = tuple(one["name"] for one in (entry["body"] or {}).get("properties", ()))
    return Endpoint(entry["method"], entry["path"], entry["auth"] is not None, answers, query, fields)


def _answers(response: dict[str, Any]) -> list[Documented]:
    status, example = response["status"], response["example"]
    if status != 900:
        return [Documented(status, example)]
    return [Documented(900, one, one["ErrorIdentifier"], one["ErrorMessage"]) for one in example]


def _read() -> dict[str, Endpoint]:
    entries = json.loads(_FILE.read_text())["endpoints"]
    endpoints = map(_endpoint, (one for one in entries if one["path"].startswith(_HALF)))
    return {one.key: one for one in endpoints}


HALF = _read()


def unlike(example: Any, found: Any, where: str = "answer") -> list[str]:
    """What `found` lacks of the example's keys and types; more keys are no harm, more entries are all compared."""
    if isinstance(example, dict) and isinstance(found, dict):
        lost = [f"{where} has no {name}" for name in example if name not in found]
        known = [name for name in example if name in found]
        return lost + [one for name in known for one in unlike(example[name], found[name], f"{where}.{name}")]
    if isinstance(example, list) and isinstance(found, list):
        if example and not found:
            return [f"{where} is empty, which shows nothing"]
        return [one for index, entry in enumerate(found) for one in unlike(example[0], entry, f"{where}[{index}]")]
    if _kind(example) != _kind(found):
        return [f"{where} is {found!r}, not like {example!r}"]
    return []


def _kind(value: Any) -> type:
    return float if isinstance(value, int | float) and not isinstance(value, bool) else type(value)
