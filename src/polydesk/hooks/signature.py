"""How a delivery proves that it comes from this desk, and when it was sent."""

import hashlib
import hmac
from collections.abc import Sequence


def signature(secrets: Sequence[str], body: bytes, epoch: int) -> str:
    """`t=<seconds>,v1=<hex>`: HMAC-SHA256 over the seconds, a point and the body; one `v1` for each secret."""
    signed = str(epoch).encode() + b"." + body
    digests = (hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest() for secret in secrets)
    return ",".join([f"t={epoch}", *(f"v1={digest}" for digest in digests)])
