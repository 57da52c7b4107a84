"""Calls the Generic Interface of a desk without a server between, as the clients of tests/world."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest

from polydesk.api.generic_interface.provider import Request, answer
from polydesk.desk.desk import Desk

STOCK = "GenericTicketConnectorREST"
GUIDE = "MyConnectorREST"
NOTHING: Any = object()
ON_SQLITE = pytest.mark.parametrize("world_place", ["sqlite"], indirect=True)
"""For what is decided before any database is asked: once is enough."""

ADA = {"UserLogin": "agent1", "Password": "agent1-pw"}
BO = {"UserLogin": "agent2", "Password": "agent2-pw"}
RAE = {"UserLogin": "ro1", "Password": "ro1-pw"}
NELL = {"UserLogin": "nogroup1", "Password": "nogroup1-pw"}
CORA = {"CustomerUserLogin": "c1", "Password": "c1-pw"}
CLEO = {"CustomerUserLogin": "c2", "Password": "c2-pw"}
CATO = {"CustomerUserLogin": "c3", "Password": "c3-pw"}

TICKET = {"Title": "Printer", "Queue": "Sales", "State": "new", "Priority": "3 normal", "CustomerUser": "c1"}
ARTICLE = {"Subject": "It smokes", "Body": "Grey smoke.", "ContentType": "text/plain; charset=utf8"}


@dataclass(frozen=True)
class Reply:
    status: int
    content_type: str | None
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def error(self) -> str:
        """The code of a refusal, empty if it was none."""
        code: str = self.json.get("Error", {}).get("ErrorCode", "")
        return code


@dataclass
class Client:
    """One web service, called from one address."""

    desk: Desk
    service: str = STOCK
    address: str = "192.0.2.1"

    def send(
        self,
        method: str,
        route: str,
        sent: Any = NOTHING,
        *,
        query: Mapping[str, Any] | str = "",
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """`sent` goes out as JSON; `body` as it is."""
        path = f"/Webservice/{self.service}{route}"
        request = Request(
            method=method,
            path=path,
            whole_path=f"/otobo/nph-genericinterface.pl{path}",
            query=(query if isinstance(query, str) else urlencode(query, doseq=True)).encode(),
            body=body if sent is NOTHING else json.dumps(sent).encode(),
            headers={"content-type": "application/json", **(headers or {})},
            remote_address=self.address,
        )
        result = answer(self.desk, request)
        return Reply(result.status, result.content_type, dict(result.headers), result.body)

    def create(self, who: Mapping[str, Any] = ADA, **parts: Any) -> Reply:
        """The smallest TicketCreate that works, with parts of it replaced, or left out by None."""
        whole = {**who, "Ticket": TICKET, "Article": ARTICLE, **parts}
        return self.send("POST", "/Ticket", {key: part for key, part in whole.items() if part is not None})

    def open(self, who: Mapping[str, Any] = ADA, *, article: Mapping[str, Any] | None = None, **ticket: Any) -> int:
        """The id of a new ticket."""
        reply = self.create(who, Ticket={**TICKET, **ticket}, Article={**ARTICLE, **(article or {})})
        assert "TicketID" in reply.json, reply.body
        return int(reply.json["TicketID"])

    def update(self, ticket_id: object, who: Mapping[str, Any] = ADA, **parts: Any) -> Reply:
        return self.send("PATCH", f"/Ticket/{ticket_id}", {**who, **parts})

    def get(self, ticket_id: object, who: Mapping[str, Any] = ADA, **options: Any) -> Reply:
        return self.send("GET", f"/Ticket/{ticket_id}", query={**who, **options})

    def ticket(self, ticket_id: int, who: Mapping[str, Any] = ADA, **options: Any) -> dict[str, Any]:
        found: dict[str, Any] = self.get(ticket_id, who, **options).json["Ticket"][0]
        return found

    def history(self, ticket_id: object, who: Mapping[str, Any] = ADA) -> Reply:
        return self.send("GET", f"/TicketHistory/{ticket_id}", query=who)

    def search(self, who: Mapping[str, Any] = ADA, **parameters: Any) -> list[int]:
        found = self.send("POST", "/TicketSearch", {**who, **parameters}).json
        assert "Error" not in found, found
        return [int(one) for one in found.get("TicketID", [])]

    def session(self, who: Mapping[str, Any] = ADA) -> str:
        token: str = self.send("POST", "/Session", dict(who)).json["SessionID"]
        return token
