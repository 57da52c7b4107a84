"""Posts deliveries."""

import ssl
import time
from contextlib import suppress
from http.client import HTTPException

from polydesk.desk.poster import Outcome, Parcel, Rules, TargetRefused
from polydesk.hooks.signature import signature
from polydesk.outward.connection import exchange
from polydesk.outward.targets import NoSuchHost, addresses_of, parse_target

AGENT = "Polydesk-Webhooks/1"


class HttpPoster:
    def check(self, url: str, rules: Rules) -> None:
        with suppress(NoSuchHost):  # it may come to be; each try looks again
            addresses_of(parse_target(url, rules), rules)

    def post(self, parcel: Parcel) -> Outcome:
        started = time.monotonic()
        status, error, answer = _tried(parcel)
        if status is not None and not 200 <= status < 300:
            error = f"the receiver answered {status}" + (" (redirects are not followed)" if 300 <= status < 400 else "")
        milliseconds = round((time.monotonic() - started) * 1000)
        return Outcome(milliseconds, status, error, answer.decode("utf-8", "replace"))


def _tried(parcel: Parcel) -> tuple[int | None, str, bytes]:
    try:
        target = parse_target(parcel.url, parcel.rules)
        addresses = addresses_of(target, parcel.rules)
        status, answer = exchange(
            target, addresses, _headers(parcel), parcel.body, timeout=parcel.timeout, ca_file=parcel.rules.ca_file
        )
    except TargetRefused as refused:
        return None, f"not sent: {refused.details['reason']}", b""
    except NoSuchHost:
        return None, "the host is not known", b""
    except ssl.SSLCertVerificationError as failed:
        return None, f"the certificate is not to be trusted: {failed.verify_message}", b""
    except (OSError, HTTPException, ValueError) as failed:
        return None, f"{type(failed).__name__}: {failed}", b""
    return status, "", answer


def _headers(parcel: Parcel) -> dict[str, str]:
    return {
        **parcel.headers,
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": AGENT,
        "Connection": "close",
        "X-Webhook-ID": str(parcel.webhook_id),
        "X-Webhook-Event": parcel.event,
        "X-Webhook-Delivery": str(parcel.delivery_id),
        "X-Polydesk-Signature": signature(parcel.secrets, parcel.body, int(time.time())),
    }
