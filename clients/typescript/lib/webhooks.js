/** Webhooks and their delivery logs; for admins. */
import { allPages, onePage } from "./lists.js";
const WEBHOOKS = "/api/v1/admin/webhooks";
const log = (webhookId) => `${WEBHOOKS}/${webhookId}/deliveries`;
export class Webhooks {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    page(wanted = {}) {
        return onePage(this.transport, WEBHOOKS, wanted);
    }
    iterate() {
        return allPages(this.transport, WEBHOOKS, {});
    }
    async get(webhookId) {
        return (await this.transport.call("GET", `${WEBHOOKS}/${webhookId}`)).data;
    }
    /** Keep the `secret`: `verifySignature` wants it. */
    async create(wish) {
        return (await this.transport.call("POST", WEBHOOKS, { body: wish })).data;
    }
    async update(webhookId, changes) {
        return (await this.transport.call("PUT", `${WEBHOOKS}/${webhookId}`, { body: changes })).data;
    }
    /** With its delivery log. */
    async delete(webhookId) {
        await this.transport.call("DELETE", `${WEBHOOKS}/${webhookId}`);
    }
    /** For a while deliveries are signed with the old one as well. */
    async rotateSecret(webhookId, wanted = {}) {
        const path = `${WEBHOOKS}/${webhookId}/rotate-secret`;
        return (await this.transport.call("POST", path, { body: wanted })).data;
    }
    /** Sends a `ping` now. */
    async test(webhookId) {
        return (await this.transport.call("POST", `${WEBHOOKS}/${webhookId}/test`)).data;
    }
    async eventNames() {
        return (await this.transport.call("GET", `${WEBHOOKS}/events`)).data.events;
    }
    deliveriesPage(webhookId, wanted = {}) {
        return onePage(this.transport, log(webhookId), wanted);
    }
    /** Newest first. */
    deliveries(webhookId, wanted = {}) {
        return allPages(this.transport, log(webhookId), wanted);
    }
    /** With its payload and every try. */
    async delivery(webhookId, deliveryId) {
        return (await this.transport.call("GET", `${log(webhookId)}/${deliveryId}`)).data;
    }
    /** Send it again, the same bytes. */
    async replay(webhookId, deliveryId) {
        await this.transport.call("POST", `${log(webhookId)}/${deliveryId}/replay`);
    }
    /** Send all that failed again, or what was made since then (RFC 3339) of it; gives back how many. */
    async replayFailed(webhookId, wanted = {}) {
        return (await this.transport.call("POST", `${log(webhookId)}/replay`, { body: wanted })).data
            .replayed;
    }
}
