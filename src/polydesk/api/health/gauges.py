"""The desk's own numbers for Prometheus, read when they are asked for."""

from collections import Counter
from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from polydesk.desk.statistics.vital_signs import (
    count_tickets,
    failing_in_outbox,
    job_delays,
    mail_by_state,
    mailbox_ages,
    messages_by_state,
    waiting_for_search,
    waiting_in_outbox,
)
from polydesk.kernel.scheduler import FAILED_RUNS
from polydesk.kernel.work import Look


class Gauges(Collector):
    """All from one look, so that they fit together."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def collect(self) -> Iterator[Metric]:
        yield from _tickets(self._look)
        yield from _waiting(self._look)
        yield from _mail(self._look)
        yield from _jobs(self._look)


def _tickets(look: Look) -> Iterator[Metric]:
    counts = count_tickets(look)
    by_state: Counter[str] = Counter()
    by_queue: Counter[str] = Counter()
    for one in counts:
        by_state[one.state] += one.count
        by_queue[one.queue] += one.count if one.is_open else 0
    yield _gauge("polydesk_tickets", "Tickets by state.", "state", by_state)
    yield _gauge("polydesk_queue_open_tickets", "Tickets that are not closed, by queue.", "queue", by_queue)


def _waiting(look: Look) -> Iterator[Metric]:
    outbox, search = waiting_in_outbox(look), waiting_for_search(look)
    yield GaugeMetricFamily("polydesk_outbox_rows", "Deliveries not done yet.", outbox.count)
    yield GaugeMetricFamily("polydesk_outbox_age_seconds", "Age of the oldest of them.", outbox.age.total_seconds())
    yield GaugeMetricFamily("polydesk_outbox_failing_rows", "Those whose last try failed.", failing_in_outbox(look))
    yield GaugeMetricFamily("polydesk_search_lag_articles", "Articles not indexed yet.", search.count)
    lag = search.age.total_seconds()
    yield GaugeMetricFamily("polydesk_search_lag_seconds", "Age of the oldest of them.", lag)


def _mail(look: Look) -> Iterator[Metric]:
    outgoing, ages = mail_by_state(look), mailbox_ages(look)
    counts = {state: one.count for state, one in outgoing.items()}
    yield _gauge("polydesk_outgoing_mails", "Mails to be sent and sent, by state.", "state", counts)
    oldest = outgoing["queued"].age.total_seconds() if "queued" in outgoing else 0.0
    yield GaugeMetricFamily("polydesk_outgoing_mail_age_seconds", "Age of the oldest mail that waits.", oldest)
    yield _gauge(
        "polydesk_incoming_mails", "Mails that came in, by what became of them.", "state", messages_by_state(look)
    )
    fetched = {name: age.total_seconds() for name, age in ages.items() if age is not None}
    yield _gauge("polydesk_mail_fetch_age_seconds", "Time since a mailbox was fetched from well.", "mailbox", fetched)


def _jobs(look: Look) -> Iterator[Metric]:
    delays = {name: delay.total_seconds() for name, delay in job_delays(look).items()}
    yield _gauge("polydesk_job_delay_seconds", "How far a periodic job is behind its time.", "job", delays)
    failed = CounterMetricFamily(
        "polydesk_jobs_failed", "Runs of periodic jobs that failed, in this process.", labels=("job",)
    )
    for name in sorted(delays):
        failed.add_metric((name,), FAILED_RUNS[name])
    yield failed


def _gauge(name: str, help_text: str, label: str, values: dict[str, int] | dict[str, float] | Counter[str]) -> Metric:
    family = GaugeMetricFamily(name, help_text, labels=(label,))
    for key, value in sorted(values.items()):
        family.add_metric((key,), value)
    return family
