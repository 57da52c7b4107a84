"""The four health calls as a small ASGI application. They need no token, and one of them no database."""

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import structlog
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, CollectorRegistry, generate_latest

from polydesk.api.health.components import HEALTHY, UNHEALTHY, measure, overall, unmeasured
from polydesk.api.health.gauges import Gauges
from polydesk.api.health.requests import Requests
from polydesk.desk.desk import Desk
from polydesk.kernel.networks import is_among
from polydesk.kernel.settings import Settings

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
JSON = "application/json; charset=utf-8"
PATIENCE_SECONDS = 5.0
"""A database that has not answered by then counts as down."""
FRESH_SECONDS = 1.0
"""Whoever asks more often gets the last answer again: anybody may ask, and counting is not free."""
UP = b"# HELP gotrs_up Whether the server answers.\n# TYPE gotrs_up gauge\ngotrs_up 1.0\n"
_NOTHING: tuple[bytes, list[str] | None] = (b"", None)
_log = structlog.get_logger(__name__)


class Health:
    """Measures in a thread of its own, so that a database that hangs does not take the others' threads."""

    def __init__(self, desk: Desk, requests: Requests) -> None:
        self._desk = desk
        self._requests = requests
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="health")
        self._kept: dict[Callable[..., Any], tuple[float, asyncio.Future[Any]]] = {}
        self._answers: dict[str, Callable[[Scope], Awaitable[tuple[int, str, bytes]]]] = {
            "/health": self._alive,
            "/healthz": self._alive,
            "/health/detailed": self._detailed,
            "/metrics": self._metrics,
        }

    def answers(self, path: str) -> bool:
        return path in self._answers

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        more = []
        if scope["method"] in ("GET", "HEAD"):
            status, kind, body = await self._answers[scope["path"]](scope)
        else:
            status, kind, body = 405, JSON, msgspec.json.encode({"success": False, "error": "Method Not Allowed"})
            more = [(b"allow", b"GET, HEAD")]
        headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
        headers += [*more, (b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    async def _alive(self, _scope: Scope) -> tuple[int, str, bytes]:
        return 200, JSON, msgspec.json.encode({"status": HEALTHY})

    async def _detailed(self, _scope: Scope) -> tuple[int, str, bytes]:
        components = await self._measured(measure) or unmeasured()
        status = overall(components)
        body = {"status": status, "components": components}
        return 503 if status == UNHEALTHY else 200, JSON, msgspec.json.encode(body)

    async def _metrics(self, scope: Scope) -> tuple[int, str, bytes]:
        """Prometheus' text. What is said of this desk is for those who may know it, `gotrs_up` for everybody."""
        client = scope.get("client")
        own, networks = await self._measured(_numbers) or _NOTHING
        text = UP
        if networks is None or is_among(client[0] if client else "", networks):
            text += f"# TYPE polydesk_database_up gauge\npolydesk_database_up {int(bool(own))}\n".encode()
            text += own + generate_latest(self._requests.registry)
        return 200, CONTENT_TYPE_PLAIN_0_0_4, text

    async def _measured(self, measuring: Callable[[Desk], Any]) -> Any:
        """What it returns, at most so old; None when the database does not answer, or not in time."""
        loop, now = asyncio.get_running_loop(), time.monotonic()
        made, future = self._kept.get(measuring, (now, None))
        is_ours = future is not None and future.get_loop() is loop
        if future is None or not is_ours or (future.done() and now - made > FRESH_SECONDS):
            future = loop.run_in_executor(self._thread, _tried, measuring, self._desk)
            self._kept[measuring] = (now, future)
        try:
            return await asyncio.wait_for(asyncio.shield(future), PATIENCE_SECONDS)
        except TimeoutError:
            return None


def _tried(measuring: Callable[[Desk], Any], desk: Desk) -> Any:
    try:
        return measuring(desk)
    except Exception:  # noqa: BLE001  that it cannot be measured is the finding
        _log.exception("health_not_measured")
        return None


def _numbers(desk: Desk) -> tuple[bytes, list[str]]:
    """The desk's numbers as Prometheus' text, and who may see them."""
    with desk.look() as look:
        registry = CollectorRegistry()
        registry.register(Gauges(look))
        return generate_latest(registry), look.config(Settings)["Metrics::Networks"]
