"""One request's way to the desk: a single look for all it reads, closed before it changes anything."""

from contextlib import AbstractContextManager, ExitStack
from types import TracebackType

from polydesk.desk.desk import Desk
from polydesk.kernel.actors import SYSTEM, Actor
from polydesk.kernel.work import Look, Work


class RequestDesk:
    """Opens the look when it is first asked for; finding the service, the session and the tickets share it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._open = ExitStack()
        self._look: Look | None = None

    def look(self, actor: Actor = SYSTEM) -> Look:
        if self._look is None:
            self._look = self._open.enter_context(self._desk.look())
        return self._look.acting(actor)

    def work(self, actor: Actor = SYSTEM) -> AbstractContextManager[Work]:
        """A transaction. The look ends here: nobody holds one connection while waiting for another."""
        self.close()
        return self._desk.work(actor)

    def close(self) -> None:
        self._look = None
        self._open.close()

    def __enter__(self) -> "RequestDesk":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()
