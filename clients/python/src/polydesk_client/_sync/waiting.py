"""The two things that differ between the clients beyond `await`."""

import threading
import time

Lock = threading.Lock


def pause(seconds: float) -> None:
    time.sleep(seconds)
