"""The bare ASGI function."""

import os
from pathlib import Path
from typing import Any

import msgspec

from bench.floor import listing, pages, portal
from bench.floor.create import create
from bench.floor.driver import Driver
from bench.floor.get import get
from bench.floor.names import read_known
from bench.floor.search import search
from bench.floor.session import agent_of
from bench.floor.update import update

OPERATIONS = {"TicketCreate": create, "TicketGet": get, "TicketSearch": search, "TicketUpdate": update}
DATA, DATABASE = "POLYDESK_FLOOR_DATA", "POLYDESK_FLOOR_DATABASE"


def create_app() -> Any:
    driver = Driver(Path(os.environ[DATA]), os.environ.get(DATABASE))
    known = read_known(driver)
    decode, encode = msgspec.json.Decoder(dict[str, Any]).decode, msgspec.json.Encoder().encode

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            raise NotImplementedError("the server then does without lifespan")
        message = await receive()
        kind = b"application/json"
        if scope["path"] == pages.PATH:
            answer, kind = pages.list_tickets(driver, known, pages.caller_of(driver, scope["headers"])), b"text/html"
        elif scope["path"] == listing.PATH:
            listing.caller_of(driver, scope["headers"])
            answer = encode(listing.list_tickets(driver, known))
        elif scope["path"] == portal.PATH:
            answer = encode(portal.list_tickets(driver, known, portal.caller_of(driver, scope["headers"])))
        else:
            request = decode(message["body"])
            operation = OPERATIONS[scope["path"].rpartition("/")[2]]
            answer = encode(operation(driver, known, agent_of(driver, request["SessionID"]), request))
        headers = [(b"content-type", kind), (b"content-length", str(len(answer)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    return app
