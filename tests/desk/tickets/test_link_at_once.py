"""Linking both ways at once waits for nobody."""

from concurrent.futures import ThreadPoolExecutor

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.link import link_tickets, unlink_tickets
from tests.world.cast import ADA
from tests.world.tickets import changed, opened


def test_linking_both_ways_at_once_is_no_deadlock(shared: Desk) -> None:
    one, two = opened(shared), opened(shared)

    def link(turn: int) -> None:
        first, second = (one, two) if turn % 2 else (two, one)
        for verb in (link_tickets, unlink_tickets):
            changed(shared, first, ADA, verb, second)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(link, range(32)))
