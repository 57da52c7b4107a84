/** Webhooks and their delivery logs; for admins. */

import { allPages, onePage } from "./lists.js";
import type { Page } from "./lists.js";
import type { Delivery, DeliveryDetails, NewWebhook, NewWebhookSecret, PingResult, Webhook } from "./models.js";
import type { DeliveryList, Paging, WebhookChanges, WebhookWish } from "./parameters.js";
import type { Transport } from "./transport.js";

const WEBHOOKS = "/api/v1/admin/webhooks";
const log = (webhookId: number): string => `${WEBHOOKS}/${webhookId}/deliveries`;

export class Webhooks {
  constructor(private readonly transport: Transport) {}

  page(wanted: Paging = {}): Promise<Page<Webhook>> {
    return onePage(this.transport, WEBHOOKS, wanted);
  }

  iterate(): AsyncGenerator<Webhook, void> {
    return allPages(this.transport, WEBHOOKS, {});
  }

  async get(webhookId: number): Promise<Webhook> {
    return (await this.transport.call<Webhook>("GET", `${WEBHOOKS}/${webhookId}`)).data;
  }

  /** Keep the `secret`: `verifySignature` wants it. */
  async create(wish: WebhookWish): Promise<NewWebhook> {
    return (await this.transport.call<NewWebhook>("POST", WEBHOOKS, { body: wish })).data;
  }

  async update(webhookId: number, changes: WebhookChanges): Promise<Webhook> {
    return (await this.transport.call<Webhook>("PUT", `${WEBHOOKS}/${webhookId}`, { body: changes })).data;
  }

  /** With its delivery log. */
  async delete(webhookId: number): Promise<void> {
    await this.transport.call("DELETE", `${WEBHOOKS}/${webhookId}`);
  }

  /** For a while deliveries are signed with the old one as well. */
  async rotateSecret(webhookId: number, wanted: { secret?: string } = {}): Promise<NewWebhookSecret> {
    const path = `${WEBHOOKS}/${webhookId}/rotate-secret`;
    return (await this.transport.call<NewWebhookSecret>("POST", path, { body: wanted })).data;
  }

  /** Sends a `ping` now. */
  async test(webhookId: number): Promise<PingResult> {
    return (await this.transport.call<PingResult>("POST", `${WEBHOOKS}/${webhookId}/test`)).data;
  }

  async eventNames(): Promise<string[]> {
    return (await this.transport.call<{ events: string[] }>("GET", `${WEBHOOKS}/events`)).data.events;
  }

  deliveriesPage(webhookId: number, wanted: DeliveryList = {}): Promise<Page<Delivery>> {
    return onePage(this.transport, log(webhookId), wanted);
  }

  /** Newest first. */
  deliveries(webhookId: number, wanted: DeliveryList = {}): AsyncGenerator<Delivery, void> {
    return allPages(this.transport, log(webhookId), wanted);
  }

  /** With its payload and every try. */
  async delivery(webhookId: number, deliveryId: number): Promise<DeliveryDetails> {
    return (await this.transport.call<DeliveryDetails>("GET", `${log(webhookId)}/${deliveryId}`)).data;
  }

  /** Send it again, the same bytes. */
  async replay(webhookId: number, deliveryId: number): Promise<void> {
    await this.transport.call("POST", `${log(webhookId)}/${deliveryId}/replay`);
  }

  /** Send all that failed again, or what was made since then (RFC 3339) of it; gives back how many. */
  async replayFailed(webhookId: number, wanted: { since?: string } = {}): Promise<number> {
    return (await this.transport.call<{ replayed: number }>("POST", `${log(webhookId)}/replay`, { body: wanted })).data
      .replayed;
  }
}
