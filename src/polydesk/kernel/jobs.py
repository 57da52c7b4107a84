"""Everything that happens beside the requests: deliveries from the outbox, and periodic jobs."""

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Generic

from polydesk.kernel import clock
from polydesk.kernel.job_queue import QueueConsumer
from polydesk.kernel.periodic import Periodic, lanes_of
from polydesk.kernel.relay import D, Delivery, Listener, Relay
from polydesk.kernel.scheduler import Scheduler

HEALTH_CHECK_SECONDS = 10.0


class _HueyQueue:
    def __init__(self, huey: Any, deliver: Callable[[int], None]) -> None:
        self._huey = huey

        # A task is known by its function's module and this name: both are part of what waits in the queue.
        @huey.task(name="deliver")  # type: ignore[untyped-decorator]  # Huey ships no types
        def queued(outbox_id: int) -> None:
            deliver(outbox_id)

        self._task = queued

    def put(self, outbox_id: int) -> None:
        self._task(outbox_id)

    def size(self) -> int:
        return int(self._huey.pending_count())


class Jobs(Generic[D]):
    """One per process and Huey. Listeners are called at least once for every row: they must bear being called twice.

    A row whose listener nobody knows stays in the outbox with its error and is tried again, hour by hour.
    """

    def __init__(
        self,
        huey: Any,
        desk: D,
        listeners: Mapping[str, Listener[D]],
        periodic: Sequence[Periodic[D]] = (),
        *,
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        self._huey = huey
        self._relay = Relay(desk, _HueyQueue(huey, Delivery(desk, listeners, now).deliver), now)
        self._schedulers = [Scheduler(desk, lane, now) for lane in lanes_of(periodic)]

    def nudge(self) -> None:
        """Look into the outbox now instead of within half a second; callable from any thread."""
        self._relay.nudge()

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set, then let what has been begun end (Huey's tasks for up to 20 seconds)."""
        runs = [self._relay.run, *(one.run for one in self._schedulers)]
        loops = [threading.Thread(target=run, args=(stop,), daemon=True) for run in runs]
        consumer = QueueConsumer(self._huey)
        consumer.start()
        for loop in loops:
            loop.start()
        _look_after(consumer, stop)
        self._relay.nudge()
        for loop in loops:
            loop.join()
        consumer.stop(graceful=True)
        self._huey.storage.close()


def _look_after(consumer: QueueConsumer, stop: threading.Event) -> None:
    """Replace workers that died."""
    while not stop.wait(HEALTH_CHECK_SECONDS):
        consumer.check_worker_health()
