/** The client, and the parts of the API as its properties. */
import { Admin } from "./admin.js";
import { Bulk } from "./bulk.js";
import { ApiTokens, Dashboard, Me, Queues, Search } from "./desk.js";
import type { Retries } from "./retrying.js";
import { Articles, Tickets } from "./tickets.js";
import type { Answer, Asked, Fetch, Tokens } from "./transport.js";
import { Webhooks } from "./webhooks.js";
export interface PolydeskOptions {
    username?: string;
    password?: string;
    /** An API token, instead of a sign-in. */
    token?: string;
    /** Those an earlier client had. */
    tokens?: Tokens;
    retries?: Partial<Retries>;
    /** Milliseconds for one request; 30 seconds unless said otherwise. */
    timeout?: number;
    fetch?: Fetch;
}
/**
 * Calls /api/v1 of the desk at `baseUrl`, as an agent or a customer. The first call signs in, and what expires is
 * renewed on the way.
 */
export declare class Polydesk {
    readonly tickets: Tickets;
    readonly articles: Articles;
    readonly bulk: Bulk;
    readonly queues: Queues;
    readonly me: Me;
    readonly dashboard: Dashboard;
    readonly search: Search;
    readonly apiTokens: ApiTokens;
    readonly admin: Admin;
    readonly webhooks: Webhooks;
    private readonly transport;
    constructor(baseUrl: string, options?: PolydeskOptions);
    /** Those of the sign-in at hand, to be kept for a later client. */
    get tokens(): Tokens | null;
    /** End the sign-in: its tokens are good no more. */
    signOut(): Promise<void>;
    /** What the server says of itself and its parts; for anyone. */
    health(): Promise<{
        status: string;
        components: Record<string, string>;
    }>;
    /** Any call of the API, for what has no method here. */
    request<T>(method: string, path: string, asked?: Pick<Asked, "query" | "body">): Promise<Answer<T>>;
}
