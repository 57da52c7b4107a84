"""Requests are counted one by one, under names that nobody can make more and more of."""

from prometheus_client import CollectorRegistry

from polydesk.api.health.requests import MOST_OPERATIONS, OTHER, Requests

ANSWERS, SECONDS = "polydesk_requests_total", "polydesk_request_seconds_count"


def test_each_request_counts_under_what_it_asked_for_and_how_it_was_answered() -> None:
    requests = Requests()
    for status in (200, 200, 500):
        requests.note("osticket", "create", status, 0.02)
    requests.note("gotrs", "create", 200, 0.02)
    counted = requests.registry
    assert _answered(counted, "osticket", "create", 200) == 2
    assert _answered(counted, "osticket", "create", 500) == 1
    assert _answered(counted, "gotrs", "create", 200) == 1
    assert counted.get_sample_value(SECONDS, {"dialect": "osticket", "operation": "create"}) == 3


def test_what_is_asked_for_beyond_the_bound_counts_together() -> None:
    requests = Requests()
    for number in range(MOST_OPERATIONS + 3):
        for _time in range(2):
            requests.note("gotrs", f"operation {number}", 200, 0.001)
    counted = requests.registry
    assert _answered(counted, "gotrs", f"operation {MOST_OPERATIONS - 1}", 200) == 2
    assert _answered(counted, "gotrs", f"operation {MOST_OPERATIONS}", 200) is None
    assert _answered(counted, "gotrs", OTHER, 200) == 6
    assert counted.get_sample_value(SECONDS, {"dialect": "gotrs", "operation": OTHER}) == 6


def _answered(counted: CollectorRegistry, dialect: str, operation: str, status: int) -> float | None:
    labels = {"dialect": dialect, "operation": operation, "status": str(status)}
    return counted.get_sample_value(ANSWERS, labels)
