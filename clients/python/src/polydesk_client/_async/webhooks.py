"""Webhooks and their delivery logs; for admins."""

from collections.abc import AsyncIterator, Sequence

from typing_extensions import Unpack

from polydesk_client._async.lists import all_pages, one_page
from polydesk_client._async.transport import AsyncTransport
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
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def page(self, **wanted: Unpack[Paging]) -> Page[Webhook]:
        return await one_page(self._transport, WEBHOOKS, Webhook, wanted)

    def iterate(self) -> AsyncIterator[Webhook]:
        return all_pages(self._transport, WEBHOOKS, Webhook, {})

    async def get(self, webhook_id: int) -> Webhook:
        return Webhook.model_validate((await self._transport.call("GET", f"{WEBHOOKS}/{webhook_id}")).data)

    async def create(
        self, name: str, url: str, events: Sequence[str], **fields: Unpack[NewWebhookFields]
    ) -> NewWebhook:
        """`events` are names, or beginnings with a `*`. Keep the `secret`: `verify_signature` wants it."""
        body = {**fields, "name": name, "url": url, "events": list(events)}
        return NewWebhook.model_validate((await self._transport.call("POST", WEBHOOKS, body=body)).data)

    async def update(self, webhook_id: int, **fields: Unpack[WebhookChanges]) -> Webhook:
        answer = await self._transport.call("PUT", f"{WEBHOOKS}/{webhook_id}", body=dict(fields))
        return Webhook.model_validate(answer.data)

    async def delete(self, webhook_id: int) -> None:
        """With its delivery log."""
        await self._transport.call("DELETE", f"{WEBHOOKS}/{webhook_id}")

    async def rotate_secret(self, webhook_id: int, secret: str | None = None) -> NewWebhookSecret:
        """For a while deliveries are signed with the old one as well."""
        body = {} if secret is None else {"secret": secret}
        answer = await self._transport.call("POST", f"{WEBHOOKS}/{webhook_id}/rotate-secret", body=body)
        return NewWebhookSecret.model_validate(answer.data)

    async def test(self, webhook_id: int) -> PingResult:
        """Sends a `ping` now."""
        return PingResult.model_validate((await self._transport.call("POST", f"{WEBHOOKS}/{webhook_id}/test")).data)

    async def event_names(self) -> list[str]:
        return list((await self._transport.call("GET", f"{WEBHOOKS}/events")).data["events"])

    async def deliveries_page(self, webhook_id: int, **wanted: Unpack[DeliveryList]) -> Page[Delivery]:
        return await one_page(self._transport, _log(webhook_id), Delivery, wanted)

    def deliveries(self, webhook_id: int, **wanted: Unpack[DeliveryList]) -> AsyncIterator[Delivery]:
        """Newest first."""
        return all_pages(self._transport, _log(webhook_id), Delivery, wanted)

    async def delivery(self, webhook_id: int, delivery_id: int) -> DeliveryDetails:
        """With its payload and every try."""
        answer = await self._transport.call("GET", f"{_log(webhook_id)}/{delivery_id}")
        return DeliveryDetails.model_validate(answer.data)

    async def replay(self, webhook_id: int, delivery_id: int) -> None:
        """Send it again, the same bytes."""
        await self._transport.call("POST", f"{_log(webhook_id)}/{delivery_id}/replay")

    async def replay_failed(self, webhook_id: int, *, since: str | None = None) -> int:
        """Send all that failed again, or what was made since then (RFC 3339) of it; returns how many."""
        answer = await self._transport.call("POST", f"{_log(webhook_id)}/replay", body={"since": since})
        return int(answer.data["replayed"])


def _log(webhook_id: int) -> str:
    return f"{WEBHOOKS}/{webhook_id}/deliveries"
