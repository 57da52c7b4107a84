"""A desk that listens for mail."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.mail.listener import Listener
from tests.conformance.running import free_port

Listening = Callable[..., AbstractContextManager[int]]


def listening_desk(desk: Desk) -> Listening:
    @contextmanager
    def listen(protocol: str = "smtp", **more: Any) -> Iterator[int]:
        """With the settings Mail::Listen::…; gives the port."""
        port = free_port()
        values = {"Protocol": protocol, "Port": port, **more}
        with desk.work() as work:
            settings = {f"Mail::Listen::{name}": value for name, value in values.items()}
            load_configuration(work, {"settings": settings})
        stop = threading.Event()
        thread = threading.Thread(target=Listener(desk).run, args=(stop,))
        thread.start()
        wait_for(port)
        try:
            yield port
        finally:
            stop.set()
            thread.join()

    return listen


def wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
