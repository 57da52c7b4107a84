/** Queues, search, the caller's own account and dashboard, tokens for programs. */

import { allPages, onePage } from "./lists.js";
import type { Page } from "./lists.js";
import type {
  Activity, ApiToken, DashboardStats, Found, Me as Myself, NewApiToken, Notifications, Queue, QueueStats, SavedSearch,
  Ticket,
} from "./models.js";
import type { QueueTickets, TicketList } from "./parameters.js";
import type { Transport } from "./transport.js";

const QUEUES = "/api/v1/queues";
const SEARCH = "/api/v1/search";
const ME = "/api/v1/users/me";
const TOKENS = "/api/v1/tokens";

export class Queues {
  constructor(private readonly transport: Transport) {}

  /** Those the caller may see, by name. */
  iterate(): AsyncGenerator<Queue, void> {
    return allPages(this.transport, QUEUES, {});
  }

  async get(queueId: number): Promise<Queue> {
    return (await this.transport.call<Queue>("GET", `${QUEUES}/${queueId}`)).data;
  }

  /** For admins. */
  async create(fields: { name: string; group_id?: number; comment?: string }): Promise<Queue> {
    return (await this.transport.call<Queue>("POST", QUEUES, { body: fields })).data;
  }

  async stats(queueId: number): Promise<QueueStats> {
    return (await this.transport.call<QueueStats>("GET", `${QUEUES}/${queueId}/stats`)).data;
  }

  ticketsPage(queueId: number, wanted: QueueTickets = {}): Promise<Page<Ticket>> {
    return onePage(this.transport, `${QUEUES}/${queueId}/tickets`, wanted);
  }

  tickets(queueId: number, wanted: QueueTickets = {}): AsyncGenerator<Ticket, void> {
    return allPages(this.transport, `${QUEUES}/${queueId}/tickets`, wanted);
  }
}

export class Search {
  constructor(private readonly transport: Transport) {}

  /** Tickets, articles and people, at most `limit` of each. */
  async everything(q: string, limit = 20): Promise<Found> {
    return (await this.transport.call<Found>("GET", SEARCH, { query: { q, limit } })).data;
  }

  ticketsPage(q: string, wanted: TicketList = {}): Promise<Page<Ticket>> {
    return onePage(this.transport, `${SEARCH}/tickets`, { ...wanted, q });
  }

  /** By titles, numbers, and the articles the caller may read. */
  tickets(q: string, wanted: TicketList = {}): AsyncGenerator<Ticket, void> {
    return allPages(this.transport, `${SEARCH}/tickets`, { ...wanted, q });
  }

  async suggestions(q: string): Promise<string[]> {
    return (await this.transport.call<string[]>("GET", `${SEARCH}/suggestions`, { query: { q } })).data;
  }

  /** The caller's own, and those others made public. */
  async saved(): Promise<SavedSearch[]> {
    return (await this.transport.call<SavedSearch[]>("GET", `${SEARCH}/saved`)).data;
  }

  /** One of the same name is replaced. */
  async save(fields: { name: string; query: string; filters?: object; is_public?: boolean }): Promise<SavedSearch> {
    return (await this.transport.call<SavedSearch>("POST", `${SEARCH}/saved`, { body: fields })).data;
  }
}

export class Me {
  constructor(private readonly transport: Transport) {}

  async get(): Promise<Myself> {
    return (await this.transport.call<Myself>("GET", ME)).data;
  }

  async update(changes: { first_name?: string; last_name?: string; email?: string }): Promise<Myself> {
    return (await this.transport.call<Myself>("PUT", ME, { body: changes })).data;
  }

  async preferences(): Promise<Record<string, unknown>> {
    return (await this.transport.call<Record<string, unknown>>("GET", `${ME}/preferences`)).data;
  }

  /** Only what is given changes; all of them are given back. */
  async setPreferences(changes: Record<string, unknown>): Promise<Record<string, unknown>> {
    return (await this.transport.call<Record<string, unknown>>("PUT", `${ME}/preferences`, { body: changes })).data;
  }

  /** All other sign-ins of this account end; this one stays. */
  async changePassword(current: string, next: string): Promise<void> {
    await this.transport.call("POST", `${ME}/password`, { body: { current_password: current, new_password: next } });
  }
}

export class Dashboard {
  constructor(private readonly transport: Transport) {}

  async stats(): Promise<DashboardStats> {
    return (await this.transport.call<DashboardStats>("GET", "/api/v1/dashboard/stats")).data;
  }

  /** Newest first. */
  async activity(limit = 10): Promise<Activity[]> {
    return (await this.transport.call<Activity[]>("GET", "/api/v1/dashboard/activity", { query: { limit } })).data;
  }

  /** The caller's tickets that are not closed, last changed first. */
  async myTickets(limit = 20): Promise<Ticket[]> {
    return (await this.transport.call<Ticket[]>("GET", "/api/v1/dashboard/my-tickets", { query: { limit } })).data;
  }

  async notifications(): Promise<Notifications> {
    return (await this.transport.call<Notifications>("GET", "/api/v1/dashboard/notifications")).data;
  }

  async markRead(notificationId: number): Promise<void> {
    await this.transport.call("POST", `/api/v1/dashboard/notifications/${notificationId}/read`);
  }
}

export class ApiTokens {
  constructor(private readonly transport: Transport) {}

  async all(): Promise<ApiToken[]> {
    const { envelope } = await this.transport.call("GET", TOKENS);
    return (envelope["tokens"] ?? []) as ApiToken[];
  }

  /** `scopes` such as `tickets:read`, none for all the owner may; `expires_in` as 90d, 6m, 1y or never. */
  async create(fields: { name: string; scopes?: string[]; expires_in?: string }): Promise<NewApiToken> {
    return (await this.transport.call<NewApiToken>("POST", TOKENS, { body: { expires_in: "90d", ...fields } })).data;
  }

  async revoke(tokenId: number): Promise<void> {
    await this.transport.call("DELETE", `${TOKENS}/${tokenId}`);
  }
}
