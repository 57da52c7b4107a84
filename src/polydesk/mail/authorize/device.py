"""Consent on another device, by a code that is typed there (RFC 8628), which Google does not offer for mail."""

import time
import urllib.parse
from collections.abc import Callable, Mapping
from typing import Any

from polydesk.kernel.errors import Unavailable
from polydesk.mail.authorize.grant import Applicant, NotAuthorized, text_in
from polydesk.mail.oauth_server import ask

_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
_USUAL_INTERVAL, _LONGEST_INTERVAL = 5, 60
_USUAL_WAIT, _LONGEST_WAIT = 900, 1800
_ENDS = {
    "access_denied": "the sign-in was declined",
    "authorization_declined": "the sign-in was declined",
    "expired_token": "nobody signed in before the code ran out",
}

Show = Callable[[str, str], None]
"""Told where to go, and the code to enter there."""


def authorize_by_device(applicant: Applicant, show: Show) -> None:
    """Waits for as long as the code is good, half an hour at most. Raises NotAuthorized."""
    client = applicant.client
    answer = ask(client.device_url, {"client_id": client.client_id, "scope": client.scope}, applicant.context)
    if answer.get("error"):
        raise applicant.refused(answer)
    place = text_in(answer, "verification_uri")
    if urllib.parse.urlsplit(place).scheme != "https":
        raise Unavailable("mail.authorize", message="the provider names no https page to sign in at")
    code = text_in(answer, "device_code")
    show(place, text_in(answer, "user_code"))
    applicant.keep(_wait(applicant, code, answer))


def _wait(applicant: Applicant, code: str, answer: Mapping[str, Any]) -> Mapping[str, Any]:
    interval = _seconds(answer, "interval", _USUAL_INTERVAL, _LONGEST_INTERVAL)
    left = _seconds(answer, "expires_in", _USUAL_WAIT, _LONGEST_WAIT)
    while left > 0:
        time.sleep(interval)
        left -= interval
        told = applicant.ask_for_token({"grant_type": _GRANT, "device_code": code})
        error = told.get("error")
        if error == "slow_down":
            interval = min(interval + 5, _LONGEST_INTERVAL)
        elif error in _ENDS:
            raise NotAuthorized("mail.authorize", message=_ENDS[error])
        elif error != "authorization_pending":
            return told
    raise NotAuthorized("mail.authorize", message=_ENDS["expired_token"])


def _seconds(answer: Mapping[str, Any], name: str, usual: int, longest: int) -> int:
    value = answer.get(name)
    return min(max(value, 1), longest) if isinstance(value, int) else usual
