"""Class A1: what strangers have sent, on every page: shown as text, or not at all. In a browser: tests/browser."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest

from polydesk.kernel.counting import counter
from polydesk.wiring import open_desk
from tests.conftest import Templates
from tests.web.agent.client import Browser
from tests.web.furnished import PARTS, ROOT_LOGIN, ROOT_PASSWORD, addresses, furnish, paths
from tests.web.hostile import CORPUS, store_all
from tests.world.cast import ROOT, build_world

LISTS = ("/views/all", "/views/unassigned?sort=created", "/queues/7", "/", "/dashboard", "/search", "/account")
ASKED = ("/search?q=", "/search/suggestions?q=", "/palette?q=", "/tickets/new/customers?customer=", "/views/all?q=")


@dataclass
class Stored:
    browser: Browser
    tickets: list[int]


@pytest.fixture(scope="module")
def stored(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stored]:
    data = tmp_path_factory.mktemp("hostile") / "data"
    templates.sqlite("world", build_world, data)
    desk = open_desk(data, None)
    counter.cache_clear()
    yield Stored(Browser(desk).of(ROOT_LOGIN, ROOT_PASSWORD), store_all(desk, ROOT))
    desk.database.dispose()


@dataclass
class Reader(HTMLParser):
    """What a browser would do with a page besides showing it."""

    found: list[str] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("script", "link", "img", "iframe", "use") and not _is_ours(given.get("src", given.get("href", ""))):
            self.found.append(f"{tag} {given}")
        if tag in ("object", "embed", "base", "style", "plaintext", "math") and given != {"target": "_blank"}:
            self.found.append(f"{tag} {given}")
        if tag == "iframe":
            self.frames.append(given["src"])
            if "allow-scripts" in given["sandbox"].split():
                self.found.append("a frame with scripts")
        self.found += [f"{tag} {name}={value}" for name, value in given.items() if _acts(tag, name, value)]


def _is_ours(address: str) -> bool:
    return (
        address == "" or (address.startswith("/") and not address.startswith("//")) or address.startswith("data:image/")
    )


def _acts(tag: str, name: str, value: str) -> bool:
    if name.startswith(("on", "hx-on")) or name in ("srcdoc", "formtarget", "ping", "srcset"):
        return True
    if name in ("action", "formaction", "hx-get", "hx-post"):
        return not _is_ours(value)
    return name == "href" and value.strip().lower().startswith(("javascript:", "vbscript:", "data:"))


def _read(stored: Stored, address: str, *, statuses: tuple[int, ...] = (200, 303)) -> Reader:
    reply = stored.browser.get(address)
    assert reply.status_code in statuses, (address, reply.status_code)
    reader = Reader()
    if reply.headers.get("content-type", "").startswith("text/html"):
        reader.feed(reply.text)
        assert "\x00" not in reply.text
    assert not reader.found, (address, reader.found)
    return reader


def test_a1_nearly_all_of_it_comes_in(stored: Stored) -> None:
    """Some texts make a request a bad one."""
    assert len(stored.tickets) > 3 * len(CORPUS)


def test_a1_tickets_are_shown_and_do_nothing(stored: Stored) -> None:
    """Every third: it has each text in another field than its neighbours have."""
    frames = [one for ticket_id in stored.tickets[::3] for one in _read(stored, f"/tickets/{ticket_id}").frames]
    assert len(frames) > len(CORPUS) / 2
    for address in frames:
        assert not _read(stored, address).frames


@pytest.mark.parametrize("path", ["/history", "/write?kind=reply&new=1", "/write?kind=note&new=1", "?change=title"])
def test_a1_what_is_done_with_tickets_does_nothing_else(stored: Stored, path: str) -> None:
    for ticket_id in stored.tickets[::4]:
        _read(stored, f"/tickets/{ticket_id}{path}")


@pytest.mark.parametrize("path", LISTS)
def test_a1_lists_of_them_do_nothing(stored: Stored, path: str) -> None:
    _read(stored, path)


@pytest.mark.parametrize("path", ASKED)
def test_a1_what_is_asked_for_does_nothing(stored: Stored, path: str) -> None:
    for text in CORPUS[ASKED.index(path) % 3 :: 3]:
        _read(stored, path + quote(text))


def test_a1_every_page_there_is(stored: Stored, tmp_path: Path) -> None:
    """Beside tickets like any other, which the paths need."""
    places = furnish(stored.browser.desk, tmp_path)
    for path in paths():
        statuses = (404,) if PARTS.get(path) == "an answer to what was begun elsewhere" else (200, 303)
        for address in addresses(path, places):
            _read(stored, address, statuses=statuses)
