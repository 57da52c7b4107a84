"""Calls `/api/v1` of a desk without a server between, as the people of tests/world."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlencode

import pytest

from polydesk.api.gotrs import app
from polydesk.api.gotrs.app import Gotrs
from polydesk.desk.desk import Desk

ON_SQLITE = pytest.mark.parametrize("world_place", ["sqlite"], indirect=True)
"""For what is decided before any database is asked: once is enough."""
NOTHING: Any = object()
ROOT = ("root@localhost", "root-pw-1")
ADA = ("agent1", "agent1-pw")
BO = ("agent2", "agent2-pw")
RAE = ("ro1", "ro1-pw")
NELL = ("nogroup1", "nogroup1-pw")
CORA = ("c1", "c1-pw")
CLEO = ("c2", "c2-pw")
CATO = ("c3", "c3-pw")

_described = cache(app.describe)


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes
    pairs: Sequence[tuple[str, str]] = ()
    """All headers; of those that come more than once `headers` has the last."""

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def data(self) -> Any:
        assert self.status in (200, 201), (self.status, self.body)
        assert self.json["success"] is True
        return self.json["data"]

    @property
    def error(self) -> str:
        """What a refusal says; fails for an answer that is none."""
        assert self.json["success"] is False
        text: str = self.json["error"]
        return text


@dataclass
class Client:
    """`token` is whose requests these are; without it nobody's."""

    desk: Desk
    token: str = ""
    address: str = "192.0.2.1"
    _app: list[Gotrs] = field(default_factory=list)
    loop: asyncio.Runner | None = None
    """For tests of so many requests that one loop for each would be too many."""

    def of(self, who: tuple[str, str]) -> "Client":
        """The same desk for somebody who signs in now."""
        login, password = who
        reply = self.post("/api/v1/auth/login", {"login": login, "password": password})
        return self.with_token(reply.data["access_token"])

    def with_token(self, token: str) -> "Client":
        return Client(self.desk, token, self.address, self._app, self.loop)

    def get(self, path: str, headers: Mapping[str, str] | None = None, **query: Any) -> Reply:
        return self.send("GET", path, query=query, headers=headers)

    def post(self, path: str, sent: Any = NOTHING, headers: Mapping[str, str] | None = None) -> Reply:
        return self.send("POST", path, sent, headers=headers)

    def put(self, path: str, sent: Any = NOTHING, headers: Mapping[str, str] | None = None) -> Reply:
        return self.send("PUT", path, sent, headers=headers)

    def delete(self, path: str, sent: Any = NOTHING, headers: Mapping[str, str] | None = None) -> Reply:
        return self.send("DELETE", path, sent, headers=headers)

    def send(
        self,
        method: str,
        path: str,
        sent: Any = NOTHING,
        *,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> Reply:
        """`sent` goes out as JSON; `body` as it is."""
        content = body if sent is NOTHING else json.dumps(sent).encode()
        given = {"content-type": "application/json", **self._authorization(), **(headers or {})}
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": urlencode(query or {}, doseq=True).encode(),
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in given.items()],
            "client": (self.address, 5000),
            "scheme": "http",
            "server": ("desk.test", 80),
        }
        run = self.loop.run if self.loop else asyncio.run
        return run(_asked(self._made(), scope, content))

    def _authorization(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"} if self.token else {}

    def _made(self) -> Gotrs:
        """One application for all of a test; what is declared takes long to make and is the same for all tests."""
        if not self._app:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(app, "describe", _described)
                self._app.append(Gotrs(self.desk, 2))
        return self._app[0]


async def _asked(gotrs: Gotrs, scope: dict[str, Any], content: bytes) -> Reply:
    waiting = [{"type": "http.request", "body": content, "more_body": False}]
    sent: list[Any] = []

    async def receive() -> Any:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    await gotrs(scope, receive, send)
    pairs = [(name.decode(), value.decode("latin-1")) for name, value in sent[0]["headers"]]
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Reply(sent[0]["status"], dict(pairs), body, pairs)
