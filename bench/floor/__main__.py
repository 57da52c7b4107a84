"""Serves the floor as the desk is served: python -m bench.floor PORT, with the place in the environment."""

import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


def main() -> None:
    Granian(
        "bench.floor.app:create_app",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.ASGI,
        workers=1,
        factory=True,
        log_level=LogLevels.error,
        websockets=False,
    ).serve()


if __name__ == "__main__":
    main()
