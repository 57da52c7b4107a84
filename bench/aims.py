"""What the desk is to reach, and whether it did in this run."""

from dataclasses import dataclass

from bench.results import Results

LEAST_GET, LEAST_CREATE = 0.35, 0.25
LEAST_LIST = 0.3
MOST_OF_LIST_FLOOR = 4.0
MOST_GROWTH = 1.5
MOST_MEGABYTES = 150
MOST_MEGABYTES_FOR_MAIL = 200
MOST_SECONDS_TO_START = 2.0
MOST_OSTICKET_MS = 8.0
"""Of CPU; a real osTicket on such a machine takes 62 to 73 with its database."""


@dataclass(frozen=True, slots=True)
class Aim:
    what: str
    limit: float
    measured: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit


def aims(results: Results) -> list[Aim]:
    """Each judged by the worst of its figures."""
    return [
        Aim("TicketGet, part of its floor", LEAST_GET, _lowest_ratio(results, "get"), at_least=True),
        Aim("TicketCreate, part of its floor", LEAST_CREATE, _lowest_ratio(results, "create"), at_least=True),
        Aim(
            "List of 20 tickets, part of its floor",
            LEAST_LIST,
            min(one["ratio"] for one in results.listing),
            at_least=True,
        ),
        Aim(
            "Ticket list of a customer with 10,000 tickets, part of its floor",
            LEAST_LIST,
            min(one["ratio"] for one in results.portal),
            at_least=True,
        ),
        Aim("Agents' ticket list, p95 by its floor's", MOST_OF_LIST_FLOOR, results.pages["list_p95"]),
        Aim("Opening a ticket of 300 articles, by one of 20", MOST_GROWTH, results.pages["long_by_short"]),
        *(
            Aim(
                f"TicketSearch, {word} word, time at most tickets by time at fewest", MOST_GROWTH, growth(results, word)
            )
            for word in ("rare", "common")
        ),
        Aim("Megabytes per worker (RSS)", MOST_MEGABYTES, max(one["RSS"] for one in results.memory.values())),
        Aim("Megabytes while taking in a mail of 25 MB", MOST_MEGABYTES_FOR_MAIL, results.taking_in["peak_mb"]),
        Aim("CPU ms of a ticket through osTicket's API", MOST_OSTICKET_MS, results.osticket["cpu_ms"]),
        Aim("Seconds until the first answer", MOST_SECONDS_TO_START, max(results.starting.values())),
    ]


def growth(results: Results, word: str) -> float:
    """How many times longer a search takes, one at a time, on the largest desk than on the smallest."""
    medians = [
        line.desk["p50_ms"] for line in results.lines if line.operation == f"search {word}" and line.connections == 1
    ]
    return medians[-1] / medians[0]


def _lowest_ratio(results: Results, operation: str) -> float:
    return min(line.ratio for line in results.lines if line.operation == operation)
