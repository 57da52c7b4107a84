/** The client, and the parts of the API as its properties. */
import { Admin } from "./admin.js";
import { Bulk } from "./bulk.js";
import { ApiTokens, Dashboard, Me, Queues, Search } from "./desk.js";
import { DEFAULT_RETRIES } from "./retrying.js";
import { Articles, Tickets } from "./tickets.js";
import { Transport } from "./transport.js";
import { Webhooks } from "./webhooks.js";
/**
 * Calls /api/v1 of the desk at `baseUrl`, as an agent or a customer. The first call signs in, and what expires is
 * renewed on the way.
 */
export class Polydesk {
    tickets;
    articles;
    bulk;
    queues;
    me;
    dashboard;
    search;
    apiTokens;
    admin;
    webhooks;
    transport;
    constructor(baseUrl, options = {}) {
        const { username, password, token, tokens, timeout, retries } = options;
        this.transport = new Transport({
            baseUrl,
            credentials: username === undefined ? null : { username, password: password ?? "" },
            tokens: tokens ?? (token === undefined ? null : { access: token }),
            retries: { ...DEFAULT_RETRIES, ...retries },
            timeout: timeout ?? 30_000,
            fetch: options.fetch ?? ((url, init) => fetch(url, init)),
        });
        this.tickets = new Tickets(this.transport);
        this.articles = new Articles(this.transport);
        this.bulk = new Bulk(this.transport);
        this.queues = new Queues(this.transport);
        this.me = new Me(this.transport);
        this.dashboard = new Dashboard(this.transport);
        this.search = new Search(this.transport);
        this.apiTokens = new ApiTokens(this.transport);
        this.admin = new Admin(this.transport);
        this.webhooks = new Webhooks(this.transport);
    }
    /** Those of the sign-in at hand, to be kept for a later client. */
    get tokens() {
        return this.transport.tokens;
    }
    /** End the sign-in: its tokens are good no more. */
    async signOut() {
        if (this.transport.tokens === null)
            return;
        await this.transport.call("POST", "/api/v1/auth/logout");
        this.transport.tokens = null;
    }
    /** What the server says of itself and its parts; for anyone. */
    async health() {
        return (await this.transport.call("GET", "/health/detailed", { signed: false })).data;
    }
    /** Any call of the API, for what has no method here. */
    request(method, path, asked = {}) {
        return this.transport.call(method, path, asked);
    }
}
