"""One measurement of everything: desks of each size, each operation, each number of connections."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.databases import temporary_place
from bench.desks import make_desk, seconds_until_first_answer
from bench.fairness import differences
from bench.listing import measure_listing
from bench.measure import Effort, compare
from bench.operations import operations, sign_in
from bench.osticket import measure_osticket
from bench.portal import measure_portal
from bench.processes import Place, desk_server, floor_server
from bench.taking_in import measure_taking_in

CONNECTIONS = (1, 4)
MOST_OF_ONE_CUSTOMER = 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """One operation on a desk of one size, asked over so many connections at once."""

    operation: str
    tickets: int
    connections: int
    desk: dict[str, float]
    floor: dict[str, float]

    @property
    def ratio(self) -> float:
        """The desk's requests per second as a part of its floor's."""
        return self.desk["per_second"] / self.floor["per_second"]


@dataclass(slots=True)
class Results:
    lines: list[Line] = field(default_factory=list)
    memory: dict[int, dict[str, float]] = field(default_factory=dict)
    """Megabytes of the worker after its work, by the number of tickets."""
    starting: dict[int, float] = field(default_factory=dict)
    """Seconds until the first answer, by the number of tickets."""
    taking_in: dict[str, float] = field(default_factory=dict)
    """CPU seconds for mails, of the desk and of parsing alone; the peak of memory for a large one."""
    osticket: dict[str, float] = field(default_factory=dict)
    """Of one client of osTicket's API."""
    listing: list[dict[str, float]] = field(default_factory=list)
    """Lists over `/api/v1`, by the number of connections."""
    pages: dict[str, float] = field(default_factory=dict)
    """Agents' pages: a list of all tickets beside its floor, a long ticket beside a short one, in ms."""
    portal: list[dict[str, float]] = field(default_factory=list)
    """Lists of one customer's tickets over OTRS 7's API, by the number of connections."""
    differences: list[str] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def measure_all(
    url: str | None, sizes: tuple[int, ...], listed: int, effort: Effort, mails: int, say: Callable[[str], None]
) -> Results:
    results = Results()
    for tickets in sizes:
        with temporary_place(url, str(tickets)) as place:
            say(f"making a desk with {tickets} tickets")
            make_desk(place, tickets)
            results.starting[tickets] = median(seconds_until_first_answer(place) for _ in range(min(3, effort.rounds)))
            _measure_desk(results, place, tickets, effort, say)
    say("osTicket's API")
    results.osticket = measure_osticket(url, effort)
    say(f"a list of {listed} tickets")
    listings = measure_listing(url, listed, effort)
    results.listing, results.pages = listings.lines, listings.pages
    results.differences += listings.differences
    own = min(listed, MOST_OF_ONE_CUSTOMER)
    say(f"a list of {own} tickets of one customer")
    results.portal, same = measure_portal(url, own, effort)
    results.differences += [] if same else ["list of a customer"]
    say("taking in mail")
    with TemporaryDirectory(prefix="polydesk-") as folder:
        results.taking_in = measure_taking_in(Path(folder), mails)
    return results


def _measure_desk(results: Results, place: Place, tickets: int, effort: Effort, say: Callable[[str], None]) -> None:
    with desk_server(place) as desk, floor_server(place) as floor:
        by_name = operations(sign_in(desk.port), tickets)
        results.differences += differences(place, (desk, floor), by_name)
        for name, requests in by_name.items():
            for connections in CONNECTIONS:
                say(f"{name}, {tickets} tickets, {connections} at once")
                summaries = compare((desk, floor), requests, connections, effort)
                results.lines.append(Line(name, tickets, connections, *summaries))
        results.memory[tickets] = desk.worker_memory()
