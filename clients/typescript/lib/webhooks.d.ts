/** Webhooks and their delivery logs; for admins. */
import type { Page } from "./lists.js";
import type { Delivery, DeliveryDetails, NewWebhook, NewWebhookSecret, PingResult, Webhook } from "./models.js";
import type { DeliveryList, Paging, WebhookChanges, WebhookWish } from "./parameters.js";
import type { Transport } from "./transport.js";
export declare class Webhooks {
    private readonly transport;
    constructor(transport: Transport);
    page(wanted?: Paging): Promise<Page<Webhook>>;
    iterate(): AsyncGenerator<Webhook, void>;
    get(webhookId: number): Promise<Webhook>;
    /** Keep the `secret`: `verifySignature` wants it. */
    create(wish: WebhookWish): Promise<NewWebhook>;
    update(webhookId: number, changes: WebhookChanges): Promise<Webhook>;
    /** With its delivery log. */
    delete(webhookId: number): Promise<void>;
    /** For a while deliveries are signed with the old one as well. */
    rotateSecret(webhookId: number, wanted?: {
        secret?: string;
    }): Promise<NewWebhookSecret>;
    /** Sends a `ping` now. */
    test(webhookId: number): Promise<PingResult>;
    eventNames(): Promise<string[]>;
    deliveriesPage(webhookId: number, wanted?: DeliveryList): Promise<Page<Delivery>>;
    /** Newest first. */
    deliveries(webhookId: number, wanted?: DeliveryList): AsyncGenerator<Delivery, void>;
    /** With its payload and every try. */
    delivery(webhookId: number, deliveryId: number): Promise<DeliveryDetails>;
    /** Send it again, the same bytes. */
    replay(webhookId: number, deliveryId: number): Promise<void>;
    /** Send all that failed again, or what was made since then (RFC 3339) of it; gives back how many. */
    replayFailed(webhookId: number, wanted?: {
        since?: string;
    }): Promise<number>;
}
