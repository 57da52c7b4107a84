"""The README's first ticket, played against a server with the demonstration desk."""

import itertools
import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import typer.main

from polydesk.cli.app import app
from polydesk.desk.configuration.demo import load_demo
from polydesk.wiring import open_desk
from tests.conformance.running import RunningServer
from tests.docs.pages import PAGES, ROOT, blocks, commands

README = "README.md"
PRINTED = "http://127.0.0.1:8080"
DIFFERS = {"TicketNumber"}
"""It has the day in it."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    desk = open_desk(tmp_path / "data")
    load_demo(desk)
    desk.database.dispose()
    with RunningServer(tmp_path / "data") as server:
        yield server


def curl_lines() -> Iterator[list[str]]:
    """The words after `curl` of each call, with the README's one variable put in."""
    variables = {}
    for text in blocks(README, "bash"):
        for line in text.splitlines():
            if line.startswith("SERVICE="):
                variables["$SERVICE"] = line.partition("=")[2]
        _, is_there, call = text.partition("curl ")
        if is_there:
            yield shlex.split(call.replace("$SERVICE", variables["$SERVICE"]))


def played(words: list[str], url: str) -> httpx.Response:
    """What the call answers, on the server that is really there."""
    options = dict(itertools.pairwise(words))
    target = next(word for word in words if word.startswith(PRINTED)).replace(PRINTED, url)
    kind, _, value = options.get("-H", "Accept: */*").partition(": ")
    method = options.get("-X", "POST" if "-d" in options else "GET")
    sent = options.get("-d", "")
    return httpx.request(method, target, headers={kind: value}, content=sent, trust_env=False)


def assert_shows(real: Any, printed: Any, key: str = "") -> None:
    """Whatever is printed is there; the README leaves some out."""
    if isinstance(printed, dict):
        for name, value in printed.items():
            assert_shows(real[name], value, name)
    elif isinstance(printed, list):
        for index, value in enumerate(printed):
            assert_shows(real[index], value, key)
    elif key not in DIFFERS:
        assert real == printed, key


def test_the_first_ticket_goes_as_printed(server: RunningServer) -> None:
    calls, answers = list(curl_lines()), blocks(README, "json")
    *calls, osticket = calls
    assert len(calls) == len(answers) == 3
    for words, printed in zip(calls, answers, strict=True):
        answer = played(words, server.url)
        assert answer.status_code == 200
        assert_shows(answer.json(), json.loads(printed))
    created = played(osticket, server.url)
    assert (created.status_code, created.text.isdigit()) == (201, True)
    found = next(words for words in calls if "Title=*fire*" in words[-1])
    assert len(played([*found[:-1], found[-1].replace("fire", "power")], server.url).json()["TicketID"]) == 1


@pytest.mark.parametrize("page", [str(page.relative_to(ROOT)) for page in PAGES])
def test_command_lines_are_understood(page: str) -> None:
    for words in commands(page):
        command: Any = typer.main.get_command(app)
        while words and words[0] in getattr(command, "commands", {}):
            command = command.commands[words.pop(0)]
        assert not hasattr(command, "commands"), words
        command.make_context(command.name, words)


@pytest.mark.parametrize("text", blocks(README, "python"))
def test_python_snippets_are_python(text: str) -> None:
    compile(text, README, "exec")


def test_it_is_short() -> None:
    assert len((ROOT / README).read_text("utf-8").splitlines()) < 150
