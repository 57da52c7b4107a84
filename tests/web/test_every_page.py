"""What holds for every page, whoever has made it: it is small, says where one is, and no stranger gets it."""

import gzip
import re
from collections.abc import Iterator

import httpx
import pytest

from polydesk.web.rendering import STATIC
from polydesk.wiring import open_desk
from tests.conftest import Templates
from tests.web.agent.client import Browser
from tests.web.furnished import PARTS, ROOT_LOGIN, ROOT_PASSWORD, Places, addresses, furnish, paths, whole_pages
from tests.world.cast import build_world

LARGEST_PAGE = 60_000
LARGEST_STATIC = 200_000
IDS = re.compile(r' id="([^"]+)"')
HEADINGS = re.compile(r"<h1[ >]")


@pytest.fixture(scope="module")
def furnished(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, Places]]:
    data = tmp_path_factory.mktemp("furnished") / "data"
    templates.sqlite("world", build_world, data)
    desk = open_desk(data, None)
    places = furnish(desk, tmp_path_factory.mktemp("documents"))
    yield Browser(desk).of(ROOT_LOGIN, ROOT_PASSWORD), places
    desk.database.dispose()


def _shown(browser: Browser, address: str, language: str = "en") -> httpx.Response:
    reply = browser.get(address, **{"accept-language": language})
    assert reply.status_code == 200, f"{address}: {reply.status_code}; tests/web/furnished.py says what stands in paths"
    return reply


@pytest.mark.parametrize("path", whole_pages())
def test_every_page_is_small_and_has_one_heading_and_a_title(furnished: tuple[Browser, Places], path: str) -> None:
    browser, places = furnished
    for address in addresses(path, places):
        for language in ("en", "de"):
            page = _shown(browser, address, language).text
            assert len(page.encode()) < LARGEST_PAGE, (address, len(page))
            assert f'<html lang="{language}"' in page, address
            assert len(HEADINGS.findall(page)) == 1, address
            ids = IDS.findall(page)
            assert len(ids) == len(set(ids)), (address, [one for one in ids if ids.count(one) > 1])
            assert re.search(r"<title>\S[^<]* · Polydesk</title>", page), address


@pytest.mark.parametrize("path", paths())
def test_broken_authentication_of_every_page(furnished: tuple[Browser, Places], path: str) -> None:
    """Strangers are sent to sign in, and no part of a page is kept on the way."""
    browser, places = furnished
    [address, *_] = addresses(path, places)
    reply = Browser(browser.desk).get(address)
    assert reply.status_code in (204, 303), address
    assert not reply.content and reply.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", paths())
def test_private_pages_are_not_kept_and_not_framed(furnished: tuple[Browser, Places], path: str) -> None:
    browser, places = furnished
    [address, *_] = addresses(path, places)
    headers = browser.get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "no-store" in headers["cache-control"] or "private" in headers["cache-control"], address
    assert headers["x-frame-options"] == ("SAMEORIGIN" if PARTS.get(path) == "a frame" else "DENY")


def test_static_files_are_small_altogether() -> None:
    files = [path for path in STATIC.rglob("*") if path.is_file()]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < LARGEST_STATIC
    assert len(files) > 10
