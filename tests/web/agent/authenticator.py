"""A security key made of software: it makes passkeys and proves them, as WebAuthn's specification lays the bytes."""

import base64
import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import encode_cbor

PRESENT, VERIFIED, ATTESTED = 1, 4, 64


def base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def bytes_of(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Authenticator:
    """`flags` and `origin` can be set to what a browser would never send."""

    origin: str = "http://desk.test"
    flags: int = PRESENT | VERIFIED
    count: int = 0
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    user_handle: str = ""
    rp_id: str = ""
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: dict[str, Any]) -> str:
        """What `navigator.credentials.create` gives, as JSON."""
        self.rp_id, self.user_handle = options["rp"]["id"], options["user"]["id"]
        attested = bytes(16) + struct.pack(">H", len(self.credential_id)) + self.credential_id + self._public_key()
        statement = encode_cbor({"fmt": "none", "attStmt": {}, "authData": self._data(ATTESTED) + attested})
        return self._answer(
            {
                "clientDataJSON": base64url(self._client_data("webauthn.create", options)),
                "attestationObject": base64url(statement),
            }
        )

    def prove(self, options: dict[str, Any]) -> str:
        """What `navigator.credentials.get` gives, as JSON."""
        self.count += 1
        said, data = self._client_data("webauthn.get", options), self._data(0)
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            {
                "clientDataJSON": base64url(said),
                "authenticatorData": base64url(data),
                "signature": base64url(signature),
                "userHandle": self.user_handle,
            }
        )

    def _answer(self, response: dict[str, str]) -> str:
        name = base64url(self.credential_id)
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}
        )

    def _client_data(self, kind: str, options: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": options["challenge"], "origin": self.origin}).encode()

    def _data(self, more_flags: int) -> bytes:
        return hashlib.sha256(self.rp_id.encode()).digest() + struct.pack(">BI", self.flags | more_flags, self.count)

    def _public_key(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        x, y = (one.to_bytes(32, "big") for one in (numbers.x, numbers.y))
        return encode_cbor({1: 2, 3: -7, -1: 1, -2: x, -3: y})
