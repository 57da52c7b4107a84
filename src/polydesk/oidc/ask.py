"""One question to a provider, and JSON in return. Redirects are not followed."""

import json
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from http.client import HTTPException
from typing import Any
from urllib.parse import quote, urlencode

from polydesk.desk.identity_provider import ProviderUnavailable
from polydesk.desk.poster import Rules, TargetRefused
from polydesk.kernel.sign_in_settings import LOCAL
from polydesk.outward.connection import exchange
from polydesk.outward.targets import NoSuchHost, Target, addresses_of, parse_target

TIMEOUT_SECONDS = 5
AWAY_SECONDS = 10.0
MOST_AWAY = 100
LONGEST_ANSWER = 500_000
_JSON = {"Accept": "application/json", "Accept-Encoding": "identity", "Connection": "close", "User-Agent": "Polydesk"}


class Away:
    """Who did not answer a moment ago is not asked again at once: threads that wait are missing elsewhere."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until: dict[str, float] = {}

    def check(self, authority: str) -> None:
        """Raises ProviderUnavailable."""
        if self._clock() < self._until.get(authority, 0.0):
            raise ProviderUnavailable(f"{authority} did not answer a moment ago")

    def note(self, authority: str) -> None:
        if len(self._until) >= MOST_AWAY:
            self._until.clear()
        self._until[authority] = self._clock() + AWAY_SECONDS


_AWAY = Away()


def read(url: str, rules: Rules, headers: Mapping[str, str] | None = None) -> Mapping[str, Any]:
    """Raises ProviderUnavailable, for any answer but one of success."""
    status, answer = _exchanged(url, rules, {**_JSON, **(headers or {})}, None)
    if status != 200:
        raise ProviderUnavailable(f"{url} answered {status}")
    return answer


def post(url: str, rules: Rules, form: Mapping[str, str], headers: Mapping[str, str]) -> tuple[int, Mapping[str, Any]]:
    """Raises ProviderUnavailable if there is no answer."""
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return _exchanged(url, rules, {**_JSON, **kind, **headers}, urlencode(form).encode())


def as_client(client_id: str, secret: str) -> dict[str, str]:
    """How a client says who it is: each half is escaped first (RFC 6749, section 2.3.1)."""
    pair = f"{quote(client_id, safe='')}:{quote(secret, safe='')}"
    return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}


def _exchanged(url: str, rules: Rules, headers: Mapping[str, str], body: bytes | None) -> tuple[int, Mapping[str, Any]]:
    try:
        target = checked(url, rules)
        _AWAY.check(target.authority)
        status, answer = exchange(
            target,
            addresses_of(target, rules),
            headers,
            body,
            timeout=TIMEOUT_SECONDS,
            ca_file=rules.ca_file,
            most_read=LONGEST_ANSWER,
        )
    except TargetRefused as refused:
        raise ProviderUnavailable(f"{url[:200]}: {refused.details['reason']}") from None
    except NoSuchHost:
        raise ProviderUnavailable(f"{url[:200]}: the host is not known") from None
    except (OSError, HTTPException, ValueError) as failed:
        _AWAY.note(target.authority)
        raise ProviderUnavailable(f"{url[:200]}: {type(failed).__name__}") from None
    return status, _parsed(answer)


def checked(url: str, rules: Rules) -> Target:
    """Raises TargetRefused: without TLS it goes to this machine only."""
    target = parse_target(url, rules)
    if not target.is_tls and target.host not in LOCAL:
        raise TargetRefused("the URL does not begin with https://")
    return target


def _parsed(body: bytes) -> Mapping[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}
