"""A small OpenID provider on this machine: a real server, with keys of its own, that can be told to do wrong."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "desk", "a client's secret: with a colon"
WEAK = "weak"
"""The name of a key that is too short."""
Claims = dict[str, Any]


@cache
def private_key(name: str) -> rsa.RSAPrivateKey:
    """Making one takes time: once per name."""
    return rsa.generate_private_key(public_exponent=65537, key_size=1024 if name == WEAK else 2048)


def signed(claims: Claims, key: str) -> str:
    return jwt.encode(claims, private_key(key), algorithm="RS256", headers={"kid": key})


@dataclass
class Provider:
    """`changes` are what is wrong with the next ID token; `sign` makes it; `metadata` is put over what it says."""

    port: int = 0
    person: Claims = field(default_factory=lambda: {"sub": "0815", "preferred_username": "agent1"})
    changes: Claims = field(default_factory=dict)
    userinfo: Claims = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    key: str = "first"
    sign: Callable[[Claims, str], str] = signed
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def let_in(self, url: str) -> dict[str, str]:
        """What the browser brings back from the page it was sent to, once the person has signed in there."""
        sent = dict(parse_qsl(urlsplit(url).query))
        code = secrets.token_urlsafe(12)
        self.codes[code] = sent
        return {"code": code, "state": sent["state"], "iss": self.issuer}

    def says(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize?tenant=1",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "end_session_endpoint": f"{self.issuer}/leave",
            "authorization_response_iss_parameter_supported": True,
            **self.metadata,
        }

    def public_key(self) -> dict[str, Any]:
        found: dict[str, Any] = RSAAlgorithm.to_jwk(private_key(self.key).public_key(), as_dict=True)
        return {**found, "kid": self.key, "use": "sig", "alg": "RS256"}

    def tokens(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        sent = self.codes.pop(form.get("code", ""), None)
        expected = base64.b64encode(b"desk:a%20client%27s%20secret%3A%20with%20a%20colon").decode()
        if authorization != f"Basic {expected}":
            return 401, {"error": "invalid_client"}
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).decode()
        if (
            sent is None
            or sent["code_challenge"] != challenge.rstrip("=")
            or sent["redirect_uri"] != form["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": sent["nonce"],
            **self.person,
        }
        claims = {name: value for name, value in {**claims, **self.changes}.items() if value is not None}
        return 200, {"token_type": "Bearer", "access_token": "access", "id_token": self.sign(claims, self.key)}


@contextmanager
def providing() -> Iterator[Provider]:
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            provider.asked.append(path)
            if path == "/.well-known/openid-configuration":
                self._answer(200, provider.says())
            elif path == "/authorize":
                self._back(provider.let_in(self.path))
            elif path == "/keys":
                self._answer(200, {"keys": [{"kty": "oct", "k": "AAAA"}, provider.public_key()]})
            elif path == "/userinfo" and self.headers["authorization"] == "Bearer access":
                self._answer(200, {"sub": provider.person["sub"], **provider.userinfo})
            else:
                self._answer(404, {})

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._answer(*provider.tokens(form, self.headers.get("authorization", "")))

        def _back(self, answer: dict[str, str]) -> None:
            """The person has signed in here, and is sent on at once."""
            place = provider.codes[answer["code"]]["redirect_uri"]
            self.send_response(302)
            self.send_header("Location", f"{place}?{urlencode(answer)}")
            self.end_headers()

        def _answer(self, status: int, said: dict[str, Any]) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
