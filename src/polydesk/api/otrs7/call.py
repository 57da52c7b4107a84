"""A request that was let in: who calls, what was sent, and the desk for them."""

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from polydesk.api.otrs7.auth import Caller
from polydesk.api.otrs7.errors import unauthorized, wrong
from polydesk.api.otrs7.request import Request
from polydesk.desk.request import RequestDesk
from polydesk.kernel.actors import SYSTEM, Actor
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Look, Work

_VALIDATE = "x-otrs-api-validateformdata"
_DEEPEST = 32


@dataclass
class Call:
    """What every operation gets. `path` has what the placeholders of the path stand for."""

    request: Request
    path: Mapping[str, str]
    caller: Caller | None
    desk: RequestDesk
    language: str | None = None
    """Of the answer's prose, once somebody has asked for it."""

    @property
    def known(self) -> Caller:
        """The caller of a secured operation."""
        if self.caller is None:
            raise unauthorized()
        return self.caller

    @property
    def actor(self) -> Actor:
        """Strangers of open operations act as the desk itself does: what they may is the operation's own rule."""
        return self.caller.actor if self.caller else SYSTEM

    def look(self) -> Look:
        return self.desk.look(self.actor)

    def work(self) -> AbstractContextManager[Work]:
        return self.desk.work(self.actor)

    @property
    def only_validates(self) -> bool:
        """Whether a form shall say what it thinks of the values sent with it, and nothing is to be stored."""
        return self.request.headers.get(_VALIDATE, "") not in ("", "0")

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """The JSON object of the body, every text in it as a database can hold it. Raises Refused with 422."""
        if not self.request.body.strip():
            return {}
        try:
            sent = _stored_form(json.loads(self.request.body), _DEEPEST)
        except (ValueError, RecursionError) as error:
            raise wrong("_Body", "Body is no JSON object.") from error
        if not isinstance(sent, dict):
            raise wrong("_Body", "Body is no JSON object.")
        return sent

    def text(self, name: str) -> str:
        """A value of the body as text: numbers and booleans are taken for what they look like."""
        return as_text(self.values.get(name))

    def parameter(self, name: str) -> str:
        """The first value of a query parameter, empty for none."""
        return self.request.query.get(name, [""])[0]


def as_text(value: Any) -> str:
    """Texts, numbers and flags as text; empty for nothing, lists and objects."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int | float):
        return str(value)
    return value if isinstance(value, str) else ""


def is_set(text: str) -> bool:
    """A flag: 1 and true are on, everything else is off."""
    return text.strip().lower() in ("1", "true")


def _stored_form(value: Any, depth: int) -> Any:
    if depth < 0:
        raise ValueError("nested too deeply")
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_stored_form(one, depth - 1) for one in value]
    if isinstance(value, dict):
        return {storable(key): _stored_form(one, depth - 1) for key, one in value.items()}
    return value
