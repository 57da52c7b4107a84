"""A server like `polydesk serve`, with the state view of tests/conformance/STATE.md beside the API.

Only tests start it. It runs no jobs, so that mail stays in the queue, where the view shows it.
"""

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from starlette.applications import Starlette

from polydesk.app import App
from polydesk.desk.desk import Desk
from polydesk.server import DATA, DATABASE, Place, WithLifespan
from tests.conformance.osticket_state.routes import PREFIX, state_routes


class AppWithState(App):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._state = Starlette(routes=state_routes(desk))

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["path"].startswith(PREFIX):
            await self._state(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_app() -> Callable[..., Any]:
    place = Place(Path(os.environ[DATA]), os.environ.get(DATABASE))
    return WithLifespan(AppWithState(place.open()), None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--database")
    wanted = parser.parse_args()
    os.environ[DATA] = wanted.data
    if wanted.database:
        os.environ[DATABASE] = wanted.database
    server = Granian(
        "tests.conformance.osticket_state.serving:create_app",
        address="127.0.0.1",
        port=wanted.port,
        interface=Interfaces.ASGI,
        factory=True,
        log_level=LogLevels.warning,
        websockets=False,
    )
    server.serve()


if __name__ == "__main__":
    main()
