"""What the debugger's log hears of a request: section 8 of the specification, but without secrets."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from polydesk.api.generic_interface.perl import given, is_string, text
from polydesk.desk.services.debugger_log import LEVELS, Content

SECRET_KEYS = ("Password", "SessionID", "AccessToken")
MASK = "********"
_SECRET_IN_JSON = re.compile(
    r'("(?:Password|SessionID|AccessToken)"\s*:\s*)(?:"(?:[^"\\]|\\.)*"?|[^,}\s]+)', re.IGNORECASE
)
LONGEST = 100_000
"""Characters of one content that are kept."""


@dataclass
class Debugger:
    """Collects contents while the request runs; they are written at its end, masked."""

    threshold: str
    contents: list[Content] = field(default_factory=list)
    secrets: set[str] = field(default_factory=set)

    def hears(self, level: str) -> bool:
        return LEVELS[level] >= LEVELS[self.threshold]

    def note(self, level: str, subject: str, content: Any = "") -> None:
        if self.hears(level):
            self.contents.append(Content(level, subject[:255], content if isinstance(content, str) else _dump(content)))

    def learn_secrets(self, data: Any) -> None:
        """Values that must not be kept, whatever name they came under: called with the mapped input."""
        if isinstance(data, dict):
            values = (data.get(key) for key in SECRET_KEYS)
            self.secrets |= {text(value) for value in values if given(value) and is_string(value)}

    def masked(self) -> list[Content]:
        return [Content(one.level, one.subject, self._mask(one.content)[:LONGEST]) for one in self.contents]

    def _mask(self, content: str) -> str:
        for secret in self.secrets:
            written = json.dumps(secret, ensure_ascii=False)[1:-1]
            content = content.replace(f'"{written}"', f'"{MASK}"').replace(f"={secret}&", f"={MASK}&")
        return _SECRET_IN_JSON.sub(rf'\1"{MASK}"', content)


def _dump(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, default=str)
