"""Gives out OAuth2 access tokens over HTTPS, as the providers do: JSON web tokens that Dovecot can check."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from tests.certificates import Authority
from tests.dovecot import TOKEN_KEY

Answer = tuple[int, dict[str, str], bytes]


def token(account: str) -> str:
    """Signed with HS256 and valid for five minutes."""
    now = int(time.time())
    claims = {"sub": account, "iat": now - 5, "nbf": now - 5, "exp": now + 300}
    signed = f"{_encoded({'alg': 'HS256', 'typ': 'JWT'})}.{_encoded(claims)}"
    mac = hmac.new(TOKEN_KEY, signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_base64(mac)}"


def granted(access_token: str, **more: Any) -> Answer:
    body = json.dumps({"access_token": access_token, "token_type": "Bearer", "expires_in": 300, **more})
    return 200, {"Content-Type": "application/json"}, body.encode()


@contextmanager
def token_server(authority: Authority, answer: Callable[[dict[str, str]], Answer]) -> Iterator[str]:
    """The URL at which a form gets that answer."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            status, headers, body = answer({name: values[0] for name, values in form.items()})
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = authority.server_context().wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"https://localhost:{server.server_address[1]}/token"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _encoded(value: dict[str, Any]) -> str:
    return _base64(json.dumps(value).encode())


def _base64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")
