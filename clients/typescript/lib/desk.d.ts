/** Queues, search, the caller's own account and dashboard, tokens for programs. */
import type { Page } from "./lists.js";
import type { Activity, ApiToken, DashboardStats, Found, Me as Myself, NewApiToken, Notifications, Queue, QueueStats, SavedSearch, Ticket } from "./models.js";
import type { QueueTickets, TicketList } from "./parameters.js";
import type { Transport } from "./transport.js";
export declare class Queues {
    private readonly transport;
    constructor(transport: Transport);
    /** Those the caller may see, by name. */
    iterate(): AsyncGenerator<Queue, void>;
    get(queueId: number): Promise<Queue>;
    /** For admins. */
    create(fields: {
        name: string;
        group_id?: number;
        comment?: string;
    }): Promise<Queue>;
    stats(queueId: number): Promise<QueueStats>;
    ticketsPage(queueId: number, wanted?: QueueTickets): Promise<Page<Ticket>>;
    tickets(queueId: number, wanted?: QueueTickets): AsyncGenerator<Ticket, void>;
}
export declare class Search {
    private readonly transport;
    constructor(transport: Transport);
    /** Tickets, articles and people, at most `limit` of each. */
    everything(q: string, limit?: number): Promise<Found>;
    ticketsPage(q: string, wanted?: TicketList): Promise<Page<Ticket>>;
    /** By titles, numbers, and the articles the caller may read. */
    tickets(q: string, wanted?: TicketList): AsyncGenerator<Ticket, void>;
    suggestions(q: string): Promise<string[]>;
    /** The caller's own, and those others made public. */
    saved(): Promise<SavedSearch[]>;
    /** One of the same name is replaced. */
    save(fields: {
        name: string;
        query: string;
        filters?: object;
        is_public?: boolean;
    }): Promise<SavedSearch>;
}
export declare class Me {
    private readonly transport;
    constructor(transport: Transport);
    get(): Promise<Myself>;
    update(changes: {
        first_name?: string;
        last_name?: string;
        email?: string;
    }): Promise<Myself>;
    preferences(): Promise<Record<string, unknown>>;
    /** Only what is given changes; all of them are given back. */
    setPreferences(changes: Record<string, unknown>): Promise<Record<string, unknown>>;
    /** All other sign-ins of this account end; this one stays. */
    changePassword(current: string, next: string): Promise<void>;
}
export declare class Dashboard {
    private readonly transport;
    constructor(transport: Transport);
    stats(): Promise<DashboardStats>;
    /** Newest first. */
    activity(limit?: number): Promise<Activity[]>;
    /** The caller's tickets that are not closed, last changed first. */
    myTickets(limit?: number): Promise<Ticket[]>;
    notifications(): Promise<Notifications>;
    markRead(notificationId: number): Promise<void>;
}
export declare class ApiTokens {
    private readonly transport;
    constructor(transport: Transport);
    all(): Promise<ApiToken[]>;
    /** `scopes` such as `tickets:read`, none for all the owner may; `expires_in` as 90d, 6m, 1y or never. */
    create(fields: {
        name: string;
        scopes?: string[];
        expires_in?: string;
    }): Promise<NewApiToken>;
    revoke(tokenId: number): Promise<void>;
}
