"""What guards whoever is signed in, one class of attack after the other."""

import asyncio
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from polydesk.web.agent.app import AgentPages
from polydesk.web.agent.cookies import NAME
from polydesk.web.agent.own_address import own_path
from polydesk.web.agent.routes import PAGES, VISITS
from tests.web.agent.client import HOST, Browser

RIGHT = {"login": "agent1", "password": "agent1-pw"}
ELSEWHERE: tuple[dict[str, str], ...] = (
    {"origin": "https://evil.example"},
    {"sec-fetch-site": "cross-site"},
    {"origin": "null"},
)


def _paths(table: tuple[tuple[str, str, Any], ...]) -> list[str]:
    """Of everything that changes something."""
    return [re.sub(r"\{[^}]+\}", "1", path) for method, path, _ in table if method != "GET"]


def test_csrf(ada: Browser) -> None:
    """Nothing changes without a token of this very session, nor for a page from elsewhere that has one."""
    csrf, of_another, home = ada.csrf, ada.of("agent2", "agent2-pw").csrf, {"origin": HOST}
    paths = _paths(PAGES)
    assert "/logout" in paths
    sent: list[tuple[str, dict[str, str], dict[str, str]]] = [(path, {}, home) for path in paths]
    sent += [("/logout", {"csrf": one}, home) for one in (of_another, "0" * 64, "\u0661")]
    sent += [(path, {**RIGHT, "csrf": csrf}, ELSEWHERE[0]) for path in (*paths, *_paths(VISITS))]
    sent += [(path, {**RIGHT, "csrf": csrf}, one) for path in ("/logout", "/login") for one in ELSEWHERE]
    assert asyncio.run(_let_through(ada, sent)) == []
    headers: dict[str, Any] = {"x-csrf-token": csrf, "hx-request": "true"}
    assert ada.post("/logout", csrf=False, **headers).headers["hx-redirect"] == "/login"


def test_breach(ada: Browser) -> None:
    """Pages are compressed and repeat what their address says: what they hide is another each time."""
    first, second = ada.csrf, ada.csrf
    pieces = [{one[start : start + 8] for start in range(len(one) - 7)} for one in (first, second)]
    assert not pieces[0] & pieces[1]
    for one in (first, second):
        headers: dict[str, Any] = {"x-csrf-token": one}
        assert ada.post("/account/looks", csrf=False, **headers).status_code == 303
    for forged in (first[:16] + second[16:], first[16:], first[:-1], ""):
        assert ada.post("/account/looks", {"csrf": forged}, csrf=False).status_code == 403


async def _let_through(browser: Browser, sent: Sequence[tuple[str, dict[str, str], dict[str, str]]]) -> list[str]:
    """Paths of those that were not refused."""
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    with ThreadPoolExecutor(1) as threads:
        transport = httpx.ASGITransport(AgentPages(browser.desk, threads), client=(browser.address, 5000))
        async with httpx.AsyncClient(transport=transport, base_url=HOST, headers={"cookie": cookie}) as client:
            replies = [(path, await client.post(path, data=form, headers=headers)) for path, form, headers in sent]
    return [path for path, reply in replies if reply.status_code != 403]


def test_session_fixation(browser: Browser) -> None:
    """A token somebody has planted is not the one that is signed in."""
    browser.cookies = {NAME: "planted"}
    browser.post("/login", RIGHT, csrf=False)
    assert browser.cookies[NAME] != "planted"
    assert Browser(browser.desk, browser.address, {NAME: "planted"}).get("/").status_code == 303


def test_framing(ada: Browser) -> None:
    for path in ("/", "/login", "/account/sign-in", "/nothing"):
        headers = ada.get(path).headers
        assert headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\nx",
        "\\/evil",
        "//[",
        "x",
        "",
    ],
)
def test_open_redirect(browser: Browser, wanted: str) -> None:
    assert own_path(wanted) == "/"
    assert browser.post("/login", {**RIGHT, "next": wanted}, csrf=False).headers["location"] == "/"


def test_caching_of_private_pages(ada: Browser) -> None:
    """What was seen by one is not kept for the next one at the same machine."""
    for path in ("/", "/login", "/account", "/account/sign-in", "/nothing"):
        assert ada.get(path).headers["cache-control"] == "no-store"
