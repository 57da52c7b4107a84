"""The results as text."""

from collections.abc import Iterator

from bench.aims import aims
from bench.results import Line, Results

_HEAD = (
    f"{'operation':<14}{'tickets':>8}{'at once':>8}{'req/s':>9}{'floor':>9}{'ratio':>7}"
    f"{'p50 ms':>8}{'p95 ms':>8}{'floor p50':>10}{'CPU ms':>8}{'floor':>7}"
)


def report(results: Results) -> str:
    return "\n".join(_lines(results))


def _lines(results: Results) -> Iterator[str]:
    yield _HEAD
    yield from map(_line, results.lines)
    yield ""
    for tickets, memory in results.memory.items():
        yield f"Memory per worker, {tickets} tickets: RSS {memory['RSS']:.0f} MB, PSS {memory['PSS']:.0f} MB"
    for tickets, seconds in results.starting.items():
        yield f"First answer after starting, {tickets} tickets: {seconds:.2f} s"
    osticket = results.osticket
    yield (
        f"A ticket through osTicket's API: {osticket['cpu_ms']:.2f} ms CPU, p50 {osticket['p50_ms']:.1f} ms, "
        f"{osticket['per_second']:.0f} a second, one at once"
    )
    for what, lines in (("over /api/v1", results.listing), ("of a customer with 10,000", results.portal)):
        for one in lines:
            yield (
                f"20 tickets {what}, {one['connections']:.0f} at once: {one['per_second']:.0f} a second, "
                f"{one['ratio']:.2f} of the floor, {one['cpu_ms']:.2f} ms CPU, floor {one['floor_cpu_ms']:.2f}"
            )
    pages = results.pages
    yield (
        f"Agents' list of {pages['tickets']:.0f} tickets, 50 shown: p50 {pages['list_p50_ms']:.1f} ms, p95 "
        f"{pages['list_p95_ms']:.1f}, floor {pages['floor_p50_ms']:.1f} and {pages['floor_p95_ms']:.1f}, "
        f"{pages['list_cpu_ms']:.1f} ms CPU, floor {pages['floor_cpu_ms']:.1f}"
    )
    yield (
        f"Opening a ticket: p50 {pages['long_p50_ms']:.1f} ms with 300 articles, {pages['short_p50_ms']:.1f} with 20, "
        f"{pages['long_kilobytes']:.0f} kB and {pages['short_kilobytes']:.0f}"
    )
    mail = results.taking_in
    yield f"Taking in a mail: {mail['parse_seconds'] / mail['desk_seconds']:.2f} of the rate of parsing it alone"
    yield f"The floor does the same: {'; NO: '.join(['', *results.differences])[2:] or 'yes'}"
    yield ""
    for aim in aims(results):
        side = "at least" if aim.at_least else "at most"
        yield f"{'met' if aim.met else 'NOT MET':<8}{aim.what}: {aim.measured:.2f} ({side} {aim.limit:g})"


def _line(line: Line) -> str:
    desk, floor = line.desk, line.floor
    return (
        f"{line.operation:<14}{line.tickets:>8}{line.connections:>8}"
        f"{desk['per_second']:>9.0f}{floor['per_second']:>9.0f}{line.ratio:>7.2f}"
        f"{desk['p50_ms']:>8.2f}{desk['p95_ms']:>8.2f}{floor['p50_ms']:>10.2f}"
        f"{desk['cpu_ms']:>8.2f}{floor['cpu_ms']:>7.2f}"
    )
