/** The same done to many tickets. */
/** Tickets the server takes in one request. */
const MOST_AT_ONCE = 1000;
/** What became of each ticket. */
export class BulkResult {
    outcomes = [];
    get succeeded() {
        return this.outcomes.filter((one) => one.success).map((one) => one.ticket_id);
    }
    /** Why, by ticket. */
    get failed() {
        return new Map(this.outcomes.filter((one) => !one.success).map((one) => [one.ticket_id, one.error ?? ""]));
    }
}
/** Each ticket is changed or refused on its own. */
export class Bulk {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    assign(ticketIds, userId, options = {}) {
        return this.run("assign", ticketIds, { assigned_to: userId }, options);
    }
    close(ticketIds, options = {}) {
        return this.run("close", ticketIds, { resolution: options.resolution ?? "successful" }, options);
    }
    setPriority(ticketIds, priorityId, options = {}) {
        return this.run("priority", ticketIds, { priority_id: priorityId }, options);
    }
    move(ticketIds, queueId, options = {}) {
        return this.run("queue", ticketIds, { queue_id: queueId }, options);
    }
    async run(action, ticketIds, fields, options) {
        const ids = [...new Set(ticketIds)];
        const size = Math.max(1, Math.min(options.atOnce ?? 100, MOST_AT_ONCE));
        const result = new BulkResult();
        for (let start = 0; start < ids.length; start += size) {
            const body = { ...fields, comment: options.comment, ticket_ids: ids.slice(start, start + size) };
            const answer = await this.transport.call("POST", `/api/v1/tickets/bulk/${action}`, { body });
            result.outcomes.push(...answer.data.results);
            options.progress?.(result.outcomes.length, ids.length, result);
        }
        return result;
    }
}
