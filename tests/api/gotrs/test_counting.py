"""Where requests are counted: against a real Redis or Valkey, and without."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from limits import RateLimitItemPerHour
from structlog.testing import capture_logs

from polydesk.api.gotrs.counting import AGAIN_SECONDS, Counter
from polydesk.desk.configuration.load import load_configuration
from tests import redis_server
from tests.api.gotrs.client import ADA, ON_SQLITE, Client
from tests.redis_server import RedisServer, new_server

FIVE = RateLimitItemPerHour(5)
ELSEWHERE = """
import sys
from limits import RateLimitItemPerHour
from polydesk.api.gotrs.counting import Counter
counter = Counter(sys.argv[1])
print([counter.hit(RateLimitItemPerHour(5), "requests", "ada").allowed for _ in range(3)])
"""


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def server() -> Iterator[RedisServer]:
    if not redis_server.program():
        pytest.skip("no redis-server or valkey-server")
    server = new_server()
    server.start()
    yield server
    server.remove()


def test_two_processes_share_the_count(server: RedisServer) -> None:
    here = Counter(server.url)
    assert [here.hit(FIVE, "requests", "ada").remaining for _ in range(3)] == [4, 3, 2]
    there = subprocess.run([sys.executable, "-c", ELSEWHERE, server.url], capture_output=True, text=True, check=True)
    assert there.stdout == "[True, True, False]\n"
    assert not here.hit(FIVE, "requests", "ada").allowed
    assert here.hit(FIVE, "requests", "bo").allowed


def test_while_the_server_is_down_each_process_counts_for_itself(server: RedisServer) -> None:
    clock = Clock()
    counter = Counter(server.url, clock=clock)
    assert counter.hit(FIVE, "requests", "ada").remaining == 4
    server.stop()
    with capture_logs() as logs:
        assert [counter.hit(FIVE, "requests", "ada").remaining for _ in range(6)] == [4, 3, 2, 1, 0, 0]
        assert not counter.hit(FIVE, "requests", "ada").allowed
    assert [(one["event"], one["log_level"]) for one in logs] == [("rate_limits_counted_here", "warning")]
    server.start()
    clock.now = AGAIN_SECONDS
    assert counter.hit(FIVE, "requests", "ada").allowed


@ON_SQLITE
@pytest.mark.parametrize("storage", ["redis+unix:///nowhere/redis.sock", "redis://127.0.0.1:1", "redis://[", "what://"])
def test_a_server_that_is_not_there_is_no_error(gotrs: Client, storage: str) -> None:
    with gotrs.desk.work() as work:
        load_configuration(work, {"settings": {"GOTRS::RateLimitStorage": storage, "GOTRS::RequestsPerMinute": 2}})
    ada = gotrs.of(ADA)
    replies = [ada.get("/api/v1/queues") for _ in range(3)]
    assert [reply.status for reply in replies] == [200, 200, 429]
    assert [reply.headers["x-ratelimit-remaining"] for reply in replies] == ["1", "0", "0"]
