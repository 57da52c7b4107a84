"""Calls osTicket's API of a desk without a server between, and reads what became of it."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Row, select

from polydesk.app import App
from polydesk.desk.desk import Desk
from polydesk.desk.intake.models import SystemLog
from polydesk.desk.people.models import CustomerUser
from polydesk.desk.tickets.models import Article, ArticleMime, Attachment, Ticket

KEY = "0123456789ABCDEF0123456789ABCDEF"
ORIGINAL = "A11FULL0000000000000000000000001"
"""Obeys as the original does, from 127.0.0.1."""
CREATE_ONLY = "A11NOCRON00000000000000000000003"
TICKET = {"name": "Kim Doe", "email": "kim@api.example.net", "subject": "Hello", "message": "Body"}
ON_SQLITE = pytest.mark.parametrize("osticket", ["sqlite"], indirect=True)
"""For what is decided before any database is asked: once is enough."""


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    text: str


@dataclass
class Caller:
    desk: Desk
    key: str = KEY
    peer: str = "192.0.2.1"

    @property
    def as_original(self) -> "Caller":
        return Caller(self.desk, ORIGINAL, "127.0.0.1")

    def json(self, data: Mapping[str, Any] | None = None, **parts: Any) -> Reply:
        """The smallest ticket, with parts of it replaced; or exactly `data`."""
        return self.send("/api/tickets.json", json.dumps({**TICKET, **parts} if data is None else data))

    def xml(self, body: str | bytes) -> Reply:
        return self.send("/api/tickets.xml", body)

    def send(
        self,
        path: str,
        body: str | bytes | Sequence[bytes] = b"",
        *,
        method: str = "POST",
        query: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Several bytes arrive one after the other."""
        if isinstance(body, str):
            body = body.encode()
        chunks = [body] if isinstance(body, bytes) else list(body)
        sent = {"x-api-key": self.key, **(headers or {})}
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in sent.items()],
            "client": (self.peer, 5000),
        }
        return asyncio.run(_asked(App(self.desk), scope, chunks))

    def ticket(self, reply: Reply) -> Row[Any]:
        assert reply.status == 201, reply
        return self._rows(select(Ticket.__table__).where(Ticket.number == reply.text))[0]

    def articles(self, reply: Reply) -> list[Row[Any]]:
        table: Any = ArticleMime.__table__
        mime = select(table).join(Article, Article.id == table.c.article_id)
        return self._rows(mime.where(Article.ticket_id == self.ticket(reply).id).order_by(Article.id))

    def body(self, reply: Reply) -> str:
        """Of the last article, as it is stored."""
        last = self.articles(reply)[-1]
        return str(last.body if last.html_body is None else last.html_body)

    def files(self, reply: Reply) -> dict[str, bytes]:
        table: Any = Attachment.__table__
        attached = select(table).join(Article, Article.id == table.c.article_id)
        rows = self._rows(attached.where(Article.ticket_id == self.ticket(reply).id).order_by(table.c.id))
        return {row.filename: self.desk.files.get(row.file_hash) for row in rows}

    def customer(self, login: str) -> Row[Any]:
        return self._rows(select(CustomerUser.__table__).where(CustomerUser.login == login))[0]

    def log(self) -> list[str]:
        """Newest first."""
        table: Any = SystemLog.__table__
        return [f"{row.title}: {row.text}" for row in self._rows(select(table).order_by(table.c.id.desc()))]

    def _rows(self, statement: Any) -> list[Row[Any]]:
        with self.desk.look() as look:
            return list(look.connection.execute(statement))


async def _asked(app: App, scope: Mapping[str, Any], chunks: list[bytes]) -> Reply:
    waiting = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    waiting[-1]["more_body"] = False
    sent: list[Any] = []

    async def receive() -> Any:
        return waiting.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Reply(sent[0]["status"], headers, sent[1]["body"].decode())
