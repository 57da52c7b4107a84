"""Waits on this machine for the browser that a provider sends back."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

from polydesk.mail.authorize.code import STRAY, Request, code_in
from polydesk.mail.authorize.grant import NotAuthorized

LONGEST_WAIT_SECONDS = 600
_STUCK_AFTER_SECONDS = 10


class Loopback:
    """The address to be sent back to, and what came there."""

    def __init__(self, server: HTTPServer) -> None:
        self.address = f"http://127.0.0.1:{server.server_port}/"
        self._server = server

    def wait(self, request: Request, seconds: float = LONGEST_WAIT_SECONDS) -> str:
        """The first address that answers the request; whatever else knocks is turned away. Raises NotAuthorized."""
        end = time.monotonic() + seconds
        found: list[str] = []
        self._server.RequestHandlerClass = _handler(request, found)
        while not found and time.monotonic() < end:
            self._server.handle_request()
        if not found:
            raise NotAuthorized("mail.authorize", message="nobody signed in within ten minutes")
        return found[0]


@contextmanager
def listening(port: int = 0) -> Iterator[Loopback]:
    """On the loopback interface only. Raises OSError for a port that is taken."""
    with HTTPServer(("127.0.0.1", port), BaseHTTPRequestHandler) as server:
        server.timeout = 1
        yield Loopback(server)


def _handler(request: Request, found: list[str]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = _STUCK_AFTER_SECONDS

        def do_GET(self) -> None:
            if _answers(self.path, request):
                found.append(self.path)
                self._say(200, b"Thank you. You may close this page and go back to the terminal.")
            else:
                self._say(404, b"Nothing here.")

        def log_message(self, *_: object) -> None:
            """Codes do not go to the terminal."""

        def _say(self, status: int, text: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            self.wfile.write(text)

    return Handler


def _answers(path: str, request: Request) -> bool:
    """A refusal with the right state is an answer as well."""
    try:
        code_in(path, request)
    except NotAuthorized as error:
        return error.code != STRAY
    return True
