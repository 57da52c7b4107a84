/** The client, and the parts of the API as its properties. */

import { Admin } from "./admin.js";
import { Bulk } from "./bulk.js";
import { ApiTokens, Dashboard, Me, Queues, Search } from "./desk.js";
import { DEFAULT_RETRIES } from "./retrying.js";
import type { Retries } from "./retrying.js";
import { Articles, Tickets } from "./tickets.js";
import { Transport } from "./transport.js";
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
export class Polydesk {
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
  private readonly transport: Transport;

  constructor(baseUrl: string, options: PolydeskOptions = {}) {
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
  get tokens(): Tokens | null {
    return this.transport.tokens;
  }

  /** End the sign-in: its tokens are good no more. */
  async signOut(): Promise<void> {
    if (this.transport.tokens === null) return;
    await this.transport.call("POST", "/api/v1/auth/logout");
    this.transport.tokens = null;
  }

  /** What the server says of itself and its parts; for anyone. */
  async health(): Promise<{ status: string; components: Record<string, string> }> {
    type Health = { status: string; components: Record<string, string> };
    return (await this.transport.call<Health>("GET", "/health/detailed", { signed: false })).data;
  }

  /** Any call of the API, for what has no method here. */
  request<T>(method: string, path: string, asked: Pick<Asked, "query" | "body"> = {}): Promise<Answer<T>> {
    return this.transport.call<T>(method, path, asked);
  }
}
