"""A worker killed between sending and noting: every delivery arrives, in whole and in order, and none is lost."""

import threading

from polydesk.wiring import open_desk
from tests.conftest import Place
from tests.hooks.hooking import deliveries, hooked, let_out, send_due
from tests.hooks.receiver import Request, receiving
from tests.journeys.test_kill_while_sending import kill, start_worker
from tests.world.tickets import opened

EVENTS, KILLED_AT = 12, 5


def test_killing_the_worker_loses_no_delivery(world_place: Place) -> None:
    killed = threading.Event()
    desk = open_desk(world_place.data, world_place.url)
    with receiving() as receiver:

        def answer(_request: Request) -> tuple[int, bytes]:
            if len(receiver.requests) == KILLED_AT:
                killed.wait(20)  # it has it, and has not said so yet
            return 204, b""

        receiver.answer = answer
        let_out(desk)
        hooked(desk, receiver.url, events=("ticket.created",))
        for number in range(EVENTS):
            opened(desk, article=None, title=f"Ticket {number}")
        worker = start_worker(world_place)
        receiver.wait_for(KILLED_AT, seconds=60)
        kill(worker)
        killed.set()
        send_due(desk, world_place.data)
        rows = deliveries(desk)
        received = [(int(one.headers["x-webhook-delivery"]), one.body) for one in receiver.requests]
    assert {row.state for row in rows} == {"delivered"}
    sent = [(row.id, row.body.encode()) for row in rows]
    assert received == [*sent[:KILLED_AT], *sent[KILLED_AT - 1 :]], "all in order, and one of them twice"
    desk.database.dispose()
