"""Where requests are counted: a server that is not there keeps nobody out, and lets nobody in more often."""

import pytest

from polydesk.desk.configuration.load import load_configuration
from tests.api.gotrs.client import ADA, ON_SQLITE, Client


@ON_SQLITE
@pytest.mark.parametrize("storage", ["redis+unix:///nowhere/redis.sock", "redis://127.0.0.1:1", "redis://[", "what://"])
def test_a_server_that_is_not_there_is_no_error(gotrs: Client, storage: str) -> None:
    with gotrs.desk.work() as work:
        load_configuration(work, {"settings": {"GOTRS::RateLimitStorage": storage, "GOTRS::RequestsPerMinute": 2}})
    ada = gotrs.of(ADA)
    replies = [ada.get("/api/v1/queues") for _ in range(3)]
    assert [reply.status for reply in replies] == [200, 200, 429]
    assert [reply.headers["x-ratelimit-remaining"] for reply in replies] == ["1", "0", "0"]
