"""The code of the moment for a secret, as an authenticator shows it: RFC 6238 with SHA-1, 30 seconds, 6 digits."""

import base64
import hmac
import struct
import time

STEP_SECONDS = 30


def code_of(secret: str, *, steps_ago: int = 0, at: float | None = None) -> str:
    step = int(time.time() if at is None else at) // STEP_SECONDS - steps_ago
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"
