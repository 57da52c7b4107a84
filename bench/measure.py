"""Rounds: the desk, its floor, the desk again, so that what disturbs the machine disturbs both."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.load import run_load
from bench.operations import Requests
from bench.processes import Server

WARM_UP = 0.2
"""Seconds before each round that are not counted."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure: rounds of so many seconds each."""

    rounds: int
    seconds: float


@dataclass(slots=True)
class Figures:
    """What the rounds of one server gave."""

    per_second: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)

    def summary(self) -> dict[str, float]:
        """Medians over the rounds; latencies over all requests, in milliseconds."""
        ordered = sorted(self.latencies)
        return {
            "per_second": median(self.per_second),
            "slowest_round": min(self.per_second),
            "fastest_round": max(self.per_second),
            "cpu_ms": median(self.cpu_ms),
            "p50_ms": ordered[len(ordered) // 2] * 1000,
            "p95_ms": ordered[len(ordered) * 95 // 100] * 1000,
        }


def compare(servers: Sequence[Server], requests: Requests, connections: int, effort: Effort) -> list[dict[str, float]]:
    """The summary of each server, asked in turn."""
    figures = [Figures() for _ in servers]
    for _round in range(effort.rounds):
        for server, one in zip(servers, figures, strict=True):
            _measure(server, requests, connections, effort.seconds, one)
    return [one.summary() for one in figures]


def _measure(server: Server, requests: Requests, connections: int, seconds: float, figures: Figures) -> None:
    run_load(server.port, requests, connections=connections, seconds=min(WARM_UP, seconds))
    before = server.cpu_seconds()
    run = run_load(server.port, requests, connections=connections, seconds=seconds)
    spent = server.cpu_seconds() - before
    figures.per_second.append(len(run.latencies) / run.seconds)
    figures.cpu_ms.append(spent / len(run.latencies) * 1000)
    figures.latencies += run.latencies
