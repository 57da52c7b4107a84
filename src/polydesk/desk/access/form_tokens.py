"""What proves that a form was made for a session: nobody else knows the session's token."""

import hmac


def form_token(session_token: str) -> str:
    return hmac.digest(session_token.encode(), b"form", "sha256").hex()


def is_form_token(session_token: str, sent: str) -> bool:
    return hmac.compare_digest(form_token(session_token).encode(), sent.encode("utf-8", "replace"))
