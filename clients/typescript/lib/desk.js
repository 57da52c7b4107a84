/** Queues, search, the caller's own account and dashboard, tokens for programs. */
import { allPages, onePage } from "./lists.js";
const QUEUES = "/api/v1/queues";
const SEARCH = "/api/v1/search";
const ME = "/api/v1/users/me";
const TOKENS = "/api/v1/tokens";
export class Queues {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    /** Those the caller may see, by name. */
    iterate() {
        return allPages(this.transport, QUEUES, {});
    }
    async get(queueId) {
        return (await this.transport.call("GET", `${QUEUES}/${queueId}`)).data;
    }
    /** For admins. */
    async create(fields) {
        return (await this.transport.call("POST", QUEUES, { body: fields })).data;
    }
    async stats(queueId) {
        return (await this.transport.call("GET", `${QUEUES}/${queueId}/stats`)).data;
    }
    ticketsPage(queueId, wanted = {}) {
        return onePage(this.transport, `${QUEUES}/${queueId}/tickets`, wanted);
    }
    tickets(queueId, wanted = {}) {
        return allPages(this.transport, `${QUEUES}/${queueId}/tickets`, wanted);
    }
}
export class Search {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    /** Tickets, articles and people, at most `limit` of each. */
    async everything(q, limit = 20) {
        return (await this.transport.call("GET", SEARCH, { query: { q, limit } })).data;
    }
    ticketsPage(q, wanted = {}) {
        return onePage(this.transport, `${SEARCH}/tickets`, { ...wanted, q });
    }
    /** By titles, numbers, and the articles the caller may read. */
    tickets(q, wanted = {}) {
        return allPages(this.transport, `${SEARCH}/tickets`, { ...wanted, q });
    }
    async suggestions(q) {
        return (await this.transport.call("GET", `${SEARCH}/suggestions`, { query: { q } })).data;
    }
    /** The caller's own, and those others made public. */
    async saved() {
        return (await this.transport.call("GET", `${SEARCH}/saved`)).data;
    }
    /** One of the same name is replaced. */
    async save(fields) {
        return (await this.transport.call("POST", `${SEARCH}/saved`, { body: fields })).data;
    }
}
export class Me {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    async get() {
        return (await this.transport.call("GET", ME)).data;
    }
    async update(changes) {
        return (await this.transport.call("PUT", ME, { body: changes })).data;
    }
    async preferences() {
        return (await this.transport.call("GET", `${ME}/preferences`)).data;
    }
    /** Only what is given changes; all of them are given back. */
    async setPreferences(changes) {
        return (await this.transport.call("PUT", `${ME}/preferences`, { body: changes })).data;
    }
    /** All other sign-ins of this account end; this one stays. */
    async changePassword(current, next) {
        await this.transport.call("POST", `${ME}/password`, { body: { current_password: current, new_password: next } });
    }
}
export class Dashboard {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    async stats() {
        return (await this.transport.call("GET", "/api/v1/dashboard/stats")).data;
    }
    /** Newest first. */
    async activity(limit = 10) {
        return (await this.transport.call("GET", "/api/v1/dashboard/activity", { query: { limit } })).data;
    }
    /** The caller's tickets that are not closed, last changed first. */
    async myTickets(limit = 20) {
        return (await this.transport.call("GET", "/api/v1/dashboard/my-tickets", { query: { limit } })).data;
    }
    async notifications() {
        return (await this.transport.call("GET", "/api/v1/dashboard/notifications")).data;
    }
    async markRead(notificationId) {
        await this.transport.call("POST", `/api/v1/dashboard/notifications/${notificationId}/read`);
    }
}
export class ApiTokens {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    async all() {
        const { envelope } = await this.transport.call("GET", TOKENS);
        return (envelope["tokens"] ?? []);
    }
    /** `scopes` such as `tickets:read`, none for all the owner may; `expires_in` as 90d, 6m, 1y or never. */
    async create(fields) {
        return (await this.transport.call("POST", TOKENS, { body: { expires_in: "90d", ...fields } })).data;
    }
    async revoke(tokenId) {
        await this.transport.call("DELETE", `${TOKENS}/${tokenId}`);
    }
}
