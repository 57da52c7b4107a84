"""A browser without a screen on the desk of tests/world: keeps cookies, follows no redirects by itself."""

import asyncio
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx

from polydesk.desk.desk import Desk
from polydesk.web.agent.app import AgentPages

HOST = "http://desk.test"
_CSRF = re.compile(r'name="csrf" value="([0-9a-f]+)"')


@dataclass
class Browser:
    desk: Desk
    address: str = "192.0.2.9"
    cookies: dict[str, str] = field(default_factory=dict)
    _served: tuple[Desk, AgentPages] | None = field(default=None, repr=False, compare=False)
    """The application of this desk: its hundreds of routes take longer to make than most pages."""

    def of(self, login: str, password: str) -> "Browser":
        """Another browser, in which somebody has signed in."""
        other = Browser(self.desk, self.address, _served=self._served)
        assert other.post("/login", {"login": login, "password": password}, csrf=False).status_code == 303
        return other

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.send("GET", path, headers=headers)

    def post(
        self, path: str, form: Mapping[str, Any] | None = None, *, csrf: bool = True, **headers: str
    ) -> httpx.Response:
        """As a form of our own page sends it."""
        sent = {**(form or {}), **({"csrf": self.csrf} if csrf else {})}
        given = {"origin": HOST, "content-type": "application/x-www-form-urlencoded", **headers}
        return self.send("POST", path, urlencode(sent, doseq=True).encode(), given)

    @property
    def csrf(self) -> str:
        found = _CSRF.search(self.get("/account/sign-in").text)
        assert found, "nobody is signed in"
        return found[1]

    def send(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        return asyncio.run(self._send(method, path, body, headers or {}))

    async def _send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(self._pages(), client=(self.address, 5000))
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        async with httpx.AsyncClient(transport=transport, base_url=HOST) as client:
            reply = await client.request(method, path, content=body, headers={"cookie": kept, **headers})
            self.cookies |= dict(reply.cookies)
            return reply

    def _pages(self) -> AgentPages:
        if self._served is None or self._served[0] is not self.desk:
            self._served = self.desk, AgentPages(self.desk, ThreadPoolExecutor(1))
        return self._served[1]
