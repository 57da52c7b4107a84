"""What proves that a form was made for a session: nobody else knows the session's token.

Each page has another proof of the same: from how well pages compress nobody learns it, letter by letter.
"""

import hmac
import secrets

_SALT_BYTES = 8


def form_token(session_token: str) -> str:
    salt = secrets.token_hex(_SALT_BYTES)
    return salt + _proof(session_token, salt)


def is_form_token(session_token: str, sent: str) -> bool:
    salt, proof = sent[: 2 * _SALT_BYTES], sent[2 * _SALT_BYTES :]
    expected = _proof(session_token, salt)
    return hmac.compare_digest(expected.encode(), proof.encode("utf-8", "replace"))


def _proof(session_token: str, salt: str) -> str:
    return hmac.digest(session_token.encode(), b"form " + salt.encode("utf-8", "replace"), "sha256").hex()
