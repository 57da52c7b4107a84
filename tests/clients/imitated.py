"""An imitated /api/v1 that answers as a test tells it to, and remembers what it was asked."""

import json
from collections.abc import Callable
from typing import Any

import httpx
from polydesk_client import AsyncPolydesk, Polydesk, Retries

AT_ONCE = Retries(tries=3, first_wait=0.0)
TICKET = {
    "id": 7,
    "tn": "2026",
    "title": "Printer",
    "archive_flag": 0,
    "version": 1,
    "pending_until": None,
    "queue_id": 2,
    "queue_name": "Raw",
    "state_id": 4,
    "state_name": "open",
    "priority_id": 3,
    "priority_name": "3 normal",
    "type_id": None,
    "owner_id": 1,
    "responsible_id": None,
    "ticket_lock_id": 1,
    "customer_id": "",
    "customer_user_id": "",
    "create_by": 1,
    "change_by": 1,
    "create_time": "2026-03-01T08:00:00Z",
    "change_time": "2026-03-01T08:20:00Z",
}
Answers = Callable[[httpx.Request], httpx.Response]


def ok(data: Any, **beside: Any) -> httpx.Response:
    return httpx.Response(200, json={"success": True, "data": data, **beside})


def refused(status: int, error: str, headers: dict[str, str] | None = None, **beside: Any) -> httpx.Response:
    return httpx.Response(status, json={"success": False, "error": error, **beside}, headers=headers)


def expired() -> httpx.Response:
    return refused(401, "Invalid or expired token", {"WWW-Authenticate": "Bearer"})


class Imitated:
    """Signs anybody in; the access tokens are a1, a2 …, of which the last is good."""

    def __init__(self, answers: Answers) -> None:
        self.asked: list[httpx.Request] = []
        self.signed_in = self.renewed = 0
        self.refresh_is_good = True
        self._answers = answers
        self._transport = httpx.MockTransport(self._answer)

    @property
    def good(self) -> str:
        return f"Bearer a{self.signed_in + self.renewed}"

    def client(self, **more: Any) -> Polydesk:
        return Polydesk("http://desk.test", http=httpx.Client(transport=self._transport), **self._how(more))

    def async_client(self, **more: Any) -> AsyncPolydesk:
        return AsyncPolydesk("http://desk.test", http=httpx.AsyncClient(transport=self._transport), **self._how(more))

    def calls(self) -> list[httpx.Request]:
        return [request for request in self.asked if not request.url.path.startswith("/api/v1/auth/")]

    @staticmethod
    def _how(more: dict[str, Any]) -> dict[str, Any]:
        return {"username": "ada", "password": "pw", "retries": AT_ONCE} | more

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        match request.url.path:
            case "/api/v1/auth/login":
                self.signed_in += 1
            case "/api/v1/auth/refresh" if self.refresh_is_good:
                self.renewed += 1
            case "/api/v1/auth/refresh":
                return expired()
            case _:
                return self._answers(request)
        number = self.signed_in + self.renewed
        return ok({"access_token": f"a{number}", "refresh_token": f"r{number}"})


def sent(request: httpx.Request) -> Any:
    return json.loads(request.content)
