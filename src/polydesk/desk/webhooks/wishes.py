"""What a webhook may be: checked once, before it is stored."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.webhooks.names import is_pattern
from polydesk.kernel.errors import Invalid
from polydesk.kernel.storable import storable
from polydesk.kernel.work import Look

MASK = "********"
"""Stands for the value of a header where webhooks are shown, and sent back it keeps the value."""
SHORTEST_SECRET, LONGEST_SECRET = 16, 200
MOST_EVENTS, MOST_QUEUES, MOST_HEADERS = 100, 1000, 20
LONGEST_NAME, LONGEST_TEXT, LONGEST_URL, LONGEST_HEADER = 200, 2000, 2000, 2000
MOST_RETRIES, LONGEST_INTERVAL, LONGEST_TIMEOUT = 30, 3600, 30
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_VALUE = re.compile(r"[!-~](?:[ -~]*[!-~])?")
_SECRET = re.compile(r"[!-~]+")
_OURS = re.compile(
    r"(?i)host|content-.*|transfer-encoding|connection|keep-alive|te|trailer|upgrade|expect|proxy-.*|user-agent"
    r"|x-webhook-.*|x-polydesk-.*"
)
"""Headers a delivery has anyway, or that would change what is sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookWish:
    """What is None is left as it is, or as it is usual."""

    name: str | None = None
    url: str | None = None
    events: Sequence[str] | None = None
    description: str | None = None
    queue_ids: Sequence[int] | None = None
    headers: Mapping[str, str] | None = field(default=None, repr=False)
    secret: str | None = field(default=None, repr=False)
    retry_count: int | None = None
    retry_interval: int | None = None
    timeout: int | None = None
    is_active: bool | None = None


def check_wish(look: Look, wish: WebhookWish) -> None:
    """Raises Invalid, naming the field. Whether its URL may be called is for the poster to say."""
    queues = look.config(Catalogue).queues
    good = {
        "name": wish.name is None or (_is_text(wish.name, LONGEST_NAME) and bool(wish.name.strip())),
        "url": wish.url is None or 0 < len(wish.url) <= LONGEST_URL,
        "description": wish.description is None or _is_text(wish.description, LONGEST_TEXT),
        "events": wish.events is None or _are_events(wish.events),
        "queue_ids": wish.queue_ids is None
        or (len(wish.queue_ids) <= MOST_QUEUES and all(queues.get(one) for one in wish.queue_ids)),
        "headers": wish.headers is None or _are_headers(wish.headers),
        "secret": wish.secret is None or _is_secret(wish.secret),
        "retry_count": _is_in(wish.retry_count, 0, MOST_RETRIES),
        "retry_interval": _is_in(wish.retry_interval, 1, LONGEST_INTERVAL),
        "timeout": _is_in(wish.timeout, 1, LONGEST_TIMEOUT),
    }
    for name, is_good in good.items():
        if not is_good:
            raise Invalid("webhook.value", field=name)


def _is_text(text: str, longest: int) -> bool:
    return len(text) <= longest and text == storable(text)


def _are_events(patterns: Sequence[str]) -> bool:
    return 0 < len(patterns) <= MOST_EVENTS and all(is_pattern(one) for one in patterns)


def _are_headers(headers: Mapping[str, str]) -> bool:
    return len(headers) <= MOST_HEADERS and all(
        _TOKEN.fullmatch(name)
        and not _OURS.fullmatch(name)
        and len(value) <= LONGEST_HEADER
        and _VALUE.fullmatch(value)
        for name, value in headers.items()
    )


def _is_secret(text: str) -> bool:
    return SHORTEST_SECRET <= len(text) <= LONGEST_SECRET and bool(_SECRET.fullmatch(text))


def _is_in(number: int | None, least: int, most: int) -> bool:
    return number is None or least <= number <= most
