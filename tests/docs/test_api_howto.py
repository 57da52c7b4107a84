"""The calls of docs/howto/api.md, played in their order against a server with the demonstration desk."""

import itertools
import json
import shlex
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from polydesk.desk.configuration.demo import load_demo
from polydesk.wiring import open_desk
from tests.conformance.running import RunningServer
from tests.docs.pages import blocks
from tests.docs.test_readme import PRINTED, assert_shows

PAGE = "docs/howto/api.md"
TOKEN = "$JWT_TOKEN"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    desk = open_desk(tmp_path / "data")
    load_demo(desk)
    desk.database.dispose()
    with RunningServer(tmp_path / "data") as server:
        yield server


def played(call: str, url: str) -> httpx.Response:
    """What curl would be answered to these words, on the server that is really there."""
    words = shlex.split(call)
    options = [(name, value) for name, value in itertools.pairwise(words) if name in ("-X", "-H", "-d")]
    headers = dict(value.split(": ", 1) for name, value in options if name == "-H")
    method = next(value for name, value in options if name == "-X")
    sent = next((value for name, value in options if name == "-d"), None)
    target = next(word for word in words if word.startswith(PRINTED)).replace(PRINTED, url)
    return httpx.request(method, target, headers=headers, content=sent, trust_env=False, timeout=30)


def test_the_calls_go_as_printed(server: RunningServer) -> None:
    calls = [text.partition("curl ")[2] for text in blocks(PAGE, "bash") if "curl " in text]
    answers = [json.loads(text) for text in blocks(PAGE, "json")]
    token = ""
    for call, printed in zip(calls, answers, strict=True):
        answer = played(call.replace(TOKEN, token), server.url)
        assert answer.status_code in (200, 201), answer.text
        assert_shows(answer.json(), printed)
        token = token or answer.json()["data"]["access_token"]


def test_gotrs_own_examples_go_as_printed(server: RunningServer) -> None:
    """As its page has them: the administrator signs in by `username`, and lists the tickets."""
    login = """-X POST http://127.0.0.1:8080/api/v1/auth/login \\
  -H "Content-Type: application/json" \\
  -d '{"username":"root@localhost","password":"root"}'"""
    signed_in = played(login, server.url).json()
    listing = (
        f'-X GET http://127.0.0.1:8080/api/v1/tickets \\\n  -H "Authorization: Bearer {signed_in["access_token"]}"'
    )
    listed = played(listing, server.url).json()
    assert (listed["success"], listed["data"], listed["pagination"]["page"]) == (True, [], 1)
