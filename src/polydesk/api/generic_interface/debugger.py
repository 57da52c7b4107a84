"""What the debugger's log hears of a request: section 8 of the specification, but without secrets."""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import InitVar, dataclass, field
from typing import Any
from urllib.parse import quote, quote_plus

from polydesk.desk.services.debugger_log import LEVELS, Content

SECRET_KEYS = {"password", "sessionid", "accesstoken"}
MASK = "********"
LONGEST = 100_000
"""Characters of one content that are kept."""
SHORTEST_INSIDE = 4
"""Characters of a secret that is masked inside other texts: a shorter one would take half of them away."""


@dataclass
class Debugger:
    """Collects contents while the request runs. They are masked at its end, when all secrets are known."""

    threshold: InitVar[str]
    operation: str = field(default="", init=False)
    """The name of what was called, once it is known."""
    _notes: list[tuple[str, str, Any]] = field(default_factory=list)
    _seen: list[Any] = field(default_factory=list)

    def __post_init__(self, threshold: str) -> None:
        self._least = LEVELS[threshold]

    def note(self, level: str, subject: str, content: Any = "") -> None:
        if LEVELS[level] >= self._least:
            self._notes.append((level, subject, deepcopy(content)))

    def watch_for_secrets(self, data: Any) -> None:
        """Whatever stands under a secret's name in this data is not kept, under whatever name it comes again."""
        self._seen.append(data)

    @property
    def has_notes(self) -> bool:
        return bool(self._notes)

    def masked(self) -> list[Content]:
        secrets = {text for data in self._seen for text in _secrets(data)}
        mask = _Masking(secrets)
        return [
            Content(level, mask.text(subject)[:255], mask.written(content)[:LONGEST])
            for level, subject, content in self._notes
        ]


def _secrets(data: Any, *, below_a_secret: bool = False) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _secrets(value, below_a_secret=below_a_secret or _is_secret(key))
    elif isinstance(data, list):
        for value in data:
            yield from _secrets(value, below_a_secret=below_a_secret)
    elif below_a_secret and data not in (None, ""):
        yield str(data)


def _is_secret(key: Any) -> bool:
    return str(key).lower() in SECRET_KEYS


class _Masking:
    def __init__(self, secrets: set[str]) -> None:
        self._secrets = secrets
        spellings = {form for one in secrets for form in (one, quote(one), quote(one, safe=""), quote_plus(one))}
        self._inside = sorted((one for one in spellings if len(one) >= SHORTEST_INSIDE), key=len, reverse=True)

    def text(self, text: str) -> str:
        for secret in self._inside:
            text = text.replace(secret, MASK)
        return text

    def written(self, content: Any) -> str:
        if isinstance(content, str):
            return self.text(content)
        return json.dumps(self._data(content), ensure_ascii=False, indent=1, default=str)

    def _data(self, data: Any) -> Any:
        if isinstance(data, dict):
            return {self.text(str(key)): MASK if _is_secret(key) else self._data(data[key]) for key in data}
        if isinstance(data, list):
            return [self._data(one) for one in data]
        if data is None or isinstance(data, bool):
            return data
        text = str(data)
        if text in self._secrets:
            return MASK
        masked = self.text(text)
        return data if masked == text else masked
