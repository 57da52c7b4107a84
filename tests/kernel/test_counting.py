"""Counting: against a real Redis or Valkey, and without."""

import subprocess
import sys

from limits import RateLimitItemPerHour
from structlog.testing import capture_logs

from polydesk.kernel.counting import AGAIN_SECONDS, Counter
from tests.redis_server import RedisServer

FIVE = RateLimitItemPerHour(5)
ELSEWHERE = """
import sys
from limits import RateLimitItemPerHour
from polydesk.kernel.counting import Counter
counter = Counter(sys.argv[1])
print([counter.hit(RateLimitItemPerHour(5), "requests", "ada").allowed for _ in range(3)])
"""


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_two_processes_share_the_count(redis: RedisServer) -> None:
    here = Counter(redis.url)
    assert [here.hit(FIVE, "requests", "ada").remaining for _ in range(3)] == [4, 3, 2]
    there = subprocess.run([sys.executable, "-c", ELSEWHERE, redis.url], capture_output=True, text=True, check=True)
    assert there.stdout == "[True, True, False]\n"
    assert not here.hit(FIVE, "requests", "ada").allowed
    assert here.hit(FIVE, "requests", "bo").allowed


def test_while_the_server_is_down_each_process_counts_for_itself(redis: RedisServer) -> None:
    clock = Clock()
    counter = Counter(redis.url, clock=clock)
    assert counter.hit(FIVE, "requests", "ada").remaining == 4
    redis.stop()
    with capture_logs() as logs:
        assert [counter.hit(FIVE, "requests", "ada").remaining for _ in range(6)] == [4, 3, 2, 1, 0, 0]
        assert not counter.hit(FIVE, "requests", "ada").allowed
    assert [(one["event"], one["log_level"]) for one in logs] == [("rate_limits_counted_here", "warning")]
    redis.start()
    clock.now = AGAIN_SECONDS
    assert counter.hit(FIVE, "requests", "ada").allowed
