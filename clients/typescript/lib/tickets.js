/** Tickets, what is done with one, and what was written on it. */
import { allPages, onePage } from "./lists.js";
const TICKETS = "/api/v1/tickets";
export class Tickets {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    page(wanted = {}) {
        return onePage(this.transport, TICKETS, wanted);
    }
    /** All that match, fetched page by page while they are read. */
    iterate(wanted = {}) {
        return allPages(this.transport, TICKETS, wanted);
    }
    async get(ticket) {
        return withEtag(await this.transport.call("GET", pathOf(ticket)));
    }
    async create(fields) {
        return withEtag(await this.transport.call("POST", TICKETS, { body: fields }));
    }
    async update(ticket, changes, { etag } = {}) {
        return withEtag(await this.transport.call("PUT", pathOf(ticket), { body: changes, headers: ifMatch(etag) }));
    }
    /** Close it and put it into the archive; it stays readable by its id. */
    async delete(ticket, { etag } = {}) {
        await this.transport.call("DELETE", pathOf(ticket), { headers: ifMatch(etag) });
    }
    /** Make this agent owner and responsible. */
    assign(ticket, userId, comment) {
        return this.act(ticket, "assign", { assigned_to: userId, comment });
    }
    /** `successful`, `resolved` and `fixed` close successfully, any other resolution unsuccessfully. */
    close(ticket, resolution = "successful", comment) {
        return this.act(ticket, "close", { resolution, comment });
    }
    reopen(ticket, reason) {
        return this.act(ticket, "reopen", { reason });
    }
    setPriority(ticket, priorityId, comment) {
        return this.act(ticket, "priority", { priority_id: priorityId, comment });
    }
    move(ticket, queueId, comment) {
        return this.act(ticket, "queue", { queue_id: queueId, comment });
    }
    async act(ticket, action, body) {
        return withEtag(await this.transport.call("POST", `${pathOf(ticket)}/${action}`, { body }));
    }
}
/** Oldest first. */
export class Articles {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    page(ticket, wanted = {}) {
        return onePage(this.transport, `${pathOf(ticket)}/articles`, wanted);
    }
    iterate(ticket, wanted = {}) {
        return allPages(this.transport, `${pathOf(ticket)}/articles`, wanted);
    }
    async get(ticket, articleId) {
        return (await this.transport.call("GET", `${pathOf(ticket)}/articles/${articleId}`)).data;
    }
    /** A note that only agents see, unless `is_visible_for_customer` or an `article_type` says otherwise. */
    async add(ticket, fields) {
        return (await this.transport.call("POST", `${pathOf(ticket)}/articles`, { body: fields })).data;
    }
}
function pathOf(ticket) {
    return `${TICKETS}/${encodeURIComponent(ticket)}`;
}
function withEtag({ data, etag }) {
    return { ...data, etag };
}
function ifMatch(etag) {
    return etag ? { "If-Match": etag } : {};
}
