"""One question to a provider's OAuth2 server: a form by HTTPS, and JSON in return."""

import json
import ssl
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException, HTTPMessage
from typing import IO, Any

from polydesk.kernel.errors import Unavailable

TIMEOUT_SECONDS = 30
_LONGEST_ANSWER = 100_000


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirected token request would show its secrets to whoever is named there."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


def ask(url: str, form: Mapping[str, str], context: ssl.SSLContext) -> Mapping[str, Any]:
    """What the server answers, refusals included. Raises Unavailable when it cannot be reached."""
    request = urllib.request.Request(url, urllib.parse.urlencode(form).encode())  # noqa: S310  https only
    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context), _NoRedirects())
    try:
        with opener.open(request, timeout=TIMEOUT_SECONDS) as response:
            return _parsed(response.read(_LONGEST_ANSWER))
    except urllib.error.HTTPError as error:
        with error:
            return {"error": f"status {error.code}", **_parsed(error.read(_LONGEST_ANSWER))}
    except (OSError, HTTPException) as error:
        raise Unavailable("mail.oauth_unreachable", reason=str(error)) from None


def _parsed(body: bytes) -> Mapping[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def reason(answer: Mapping[str, Any]) -> str:
    """Why there is no token, in the server's own words."""
    said = (answer.get("error"), answer.get("error_description"))
    return ": ".join(str(one)[:300] for one in said if one) or "no access_token in the answer"
