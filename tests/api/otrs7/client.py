"""Calls OTRS 7's API of a desk without a server between, as the customers of tests/world."""

import asyncio
import json
from collections.abc import Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from polydesk.api.otrs7.app import Otrs7
from polydesk.api.otrs7.tokens import Claims, sign
from polydesk.desk.access.customer_sessions import open_customer_session
from polydesk.desk.access.signing import key_for_signing
from polydesk.desk.desk import Desk
from polydesk.kernel.actors import CustomerActor

NOTHING: Any = object()
ADDRESS = "192.0.2.7"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def errors(self) -> Any:
        """What a 422 says, by the names of the fields."""
        assert self.status == 422, (self.status, self.body)
        return self.json["Errors"]

    @property
    def failure(self) -> str:
        """Which business failure a 900 is."""
        assert self.status == 900, (self.status, self.body)
        identifier: str = self.json["ErrorIdentifier"]
        return identifier


class _AtOnce(Executor):
    """Runs what it is given before it returns: a test sees an exception where it was raised."""

    def submit(self, step: Any, /, *arguments: Any, **named: Any) -> "Future[Any]":
        done: Future[Any] = Future()
        try:
            done.set_result(step(*arguments, **named))
        except BaseException as error:
            done.set_exception(error)
        return done


@dataclass(frozen=True)
class Client:
    """`headers` go with every request."""

    desk: Desk
    headers: Mapping[str, str] = field(default_factory=dict)
    address: str = ADDRESS
    loop: asyncio.Runner | None = None
    """For tests of so many requests that one loop for each would be too many."""

    def of(self, who: CustomerActor) -> "Client":
        """The same desk for a customer who is signed in, without having waited for the sign-in."""
        return self.with_token(self.token_of(who))

    def token_of(self, who: CustomerActor) -> str:
        with self.desk.work() as work:
            handle = open_customer_session(work, who, remote_address=self.address, client="test", is_interactive=True)
            key = key_for_signing(work)
            return sign(key, Claims(who.login, handle), now=work.now, lifetime_seconds=57600, address=self.address)

    def with_token(self, token: str) -> "Client":
        return replace(self, headers={"authentication": f"Bearer {token}"})

    def get(self, path: str, headers: Mapping[str, str] | None = None, **query: Any) -> Reply:
        return self.send("GET", path, query=query, headers=headers)

    def head(self, path: str, headers: Mapping[str, str] | None = None, **query: Any) -> Reply:
        return self.send("HEAD", path, query=query, headers=headers)

    def post(self, path: str, sent: Any = NOTHING, headers: Mapping[str, str] | None = None) -> Reply:
        return self.send("POST", path, sent, headers=headers)

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
        given = {"content-type": "application/json", **self.headers, **(headers or {})}
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": urlencode(query or {}, doseq=True).encode(),
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in given.items()],
            "client": (self.address, 5000),
            "scheme": "http",
        }
        run = self.loop.run if self.loop else asyncio.run
        return run(_asked(Otrs7(self.desk, _AtOnce()), scope, content))


async def _asked(app: Otrs7, scope: dict[str, Any], content: bytes) -> Reply:
    messages: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": content, "more_body": False}

    async def send(message: Any) -> None:
        messages.append(message)

    await app(scope, receive, send)
    start, *rest = messages
    headers = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
    return Reply(start["status"], headers, b"".join(one["body"] for one in rest))
