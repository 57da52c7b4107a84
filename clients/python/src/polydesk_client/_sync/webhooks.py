"""Webhooks and their delivery logs; for admins."""

from collections.abc import Iterator, Sequence

from typing_extensions import Unpack

from polydesk_client._sync.lists import all_pages, one_page
from polydesk_client._sync.transport import Transport
from polydesk_client.answers import Page
from polydesk_client.models import (
    Delivery,
    DeliveryDetails,
    NewWebhook,
    NewWebhookSecret,
    PingResult,
    Webhook,
)
from polydesk_client.parameters import DeliveryList, Paging, WebhookChanges
from polydesk_client.parameters import NewWebhook as NewWebhookFields

WEBHOOKS = "/api/v1/admin/webhooks"


class Webhooks:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def page(self, **wanted: Unpack[Paging]) -> Page[Webhook]:
        return one_page(self._transport, WEBHOOKS, Webhook, wanted)

    def iterate(self) -> Iterator[Webhook]:
        return all_pages(self._transport, WEBHOOKS, Webhook, {})

    def get(self, webhook_id: int) -> Webhook:
        return Webhook.model_validate((self._transport.call("GET", f"{WEBHOOKS}/{webhook_id}")).data)

    def create(self, name: str, url: str, events: Sequence[str], **fields: Unpack[NewWebhookFields]) -> NewWebhook:
        """`events` are names, or beginnings with a `*`. Keep the `secret`: `verify_signature` wants it."""
        body = {**fields, "name": name, "url": url, "events": list(events)}
        return NewWebhook.model_validate((self._transport.call("POST", WEBHOOKS, body=body)).data)

    def update(self, webhook_id: int, **fields: Unpack[WebhookChanges]) -> Webhook:
        answer = self._transport.call("PUT", f"{WEBHOOKS}/{webhook_id}", body=dict(fields))
        return Webhook.model_validate(answer.data)

    def delete(self, webhook_id: int) -> None:
        """With its delivery log."""
        self._transport.call("DELETE", f"{WEBHOOKS}/{webhook_id}")

    def rotate_secret(self, webhook_id: int, secret: str | None = None) -> NewWebhookSecret:
        """For a while deliveries are signed with the old one as well."""
        body = {} if secret is None else {"secret": secret}
        answer = self._transport.call("POST", f"{WEBHOOKS}/{webhook_id}/rotate-secret", body=body)
        return NewWebhookSecret.model_validate(answer.data)

    def test(self, webhook_id: int) -> PingResult:
        """Sends a `ping` now."""
        return PingResult.model_validate((self._transport.call("POST", f"{WEBHOOKS}/{webhook_id}/test")).data)

    def event_names(self) -> list[str]:
        return list((self._transport.call("GET", f"{WEBHOOKS}/events")).data["events"])

    def deliveries_page(self, webhook_id: int, **wanted: Unpack[DeliveryList]) -> Page[Delivery]:
        return one_page(self._transport, _log(webhook_id), Delivery, wanted)

    def deliveries(self, webhook_id: int, **wanted: Unpack[DeliveryList]) -> Iterator[Delivery]:
        """Newest first."""
        return all_pages(self._transport, _log(webhook_id), Delivery, wanted)

    def delivery(self, webhook_id: int, delivery_id: int) -> DeliveryDetails:
        """With its payload and every try."""
        answer = self._transport.call("GET", f"{_log(webhook_id)}/{delivery_id}")
        return DeliveryDetails.model_validate(answer.data)

    def replay(self, webhook_id: int, delivery_id: int) -> None:
        """Send it again, the same bytes."""
        self._transport.call("POST", f"{_log(webhook_id)}/{delivery_id}/replay")

    def replay_failed(self, webhook_id: int, *, since: str | None = None) -> int:
        """Send all that failed again, or what was made since then (RFC 3339) of it; returns how many."""
        answer = self._transport.call("POST", f"{_log(webhook_id)}/replay", body={"since": since})
        return int(answer.data["replayed"])


def _log(webhook_id: int) -> str:
    return f"{WEBHOOKS}/{webhook_id}/deliveries"
