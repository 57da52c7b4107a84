"""Whether a webhook's delivery comes from the desk."""

import hashlib
import hmac
import re
import time

from polydesk_client.errors import PolydeskError

TOLERANCE_SECONDS = 300
_FORM = re.compile(r"t=([0-9]{1,12})((?:,v1=[0-9a-f]{64}){1,10})")


class SignatureError(PolydeskError):
    """The delivery was not signed with this secret, was changed on its way, or is an old one sent again."""


def verify_signature(
    body: bytes, signature: str, secret: str, *, tolerance: int = TOLERANCE_SECONDS, now: float | None = None
) -> None:
    """Check the header X-Polydesk-Signature against the body as it came. Raises SignatureError.

    `tolerance` is how many seconds ago, or ahead where clocks differ, it may have been signed.
    """
    found = _FORM.fullmatch(signature)
    if found is None:
        raise SignatureError("this is no signature")
    expected = hmac.new(secret.encode(), found[1].encode() + b"." + body, hashlib.sha256).hexdigest()
    given = found[2].removeprefix(",v1=").split(",v1=")
    if not any(hmac.compare_digest(expected, one) for one in given):
        raise SignatureError("the signature does not fit the body and the secret")
    if abs((time.time() if now is None else now) - int(found[1])) > tolerance:
        raise SignatureError("the signature is too old")
