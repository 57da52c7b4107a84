/** Tickets, what is done with one, and what was written on it. */

import { allPages, onePage } from "./lists.js";
import type { Page } from "./lists.js";
import type { Article, Ticket } from "./models.js";
import type { NewArticle, NewTicket, Paging, TicketChanges, TicketList } from "./parameters.js";
import type { Answer, Transport } from "./transport.js";

const TICKETS = "/api/v1/tickets";

/** A ticket's id, or its number as text. */
export type TicketId = number | string;

/** The `etag` of a ticket which was read: a change is then refused if somebody else was faster. */
export interface IfUnchanged {
  etag?: string | null | undefined;
}

export class Tickets {
  constructor(private readonly transport: Transport) {}

  page(wanted: TicketList = {}): Promise<Page<Ticket>> {
    return onePage(this.transport, TICKETS, wanted);
  }

  /** All that match, fetched page by page while they are read. */
  iterate(wanted: TicketList = {}): AsyncGenerator<Ticket, void> {
    return allPages(this.transport, TICKETS, wanted);
  }

  async get(ticket: TicketId): Promise<Ticket> {
    return withEtag(await this.transport.call<Ticket>("GET", pathOf(ticket)));
  }

  async create(fields: NewTicket): Promise<Ticket> {
    return withEtag(await this.transport.call<Ticket>("POST", TICKETS, { body: fields }));
  }

  async update(ticket: TicketId, changes: TicketChanges, { etag }: IfUnchanged = {}): Promise<Ticket> {
    return withEtag(await this.transport.call<Ticket>("PUT", pathOf(ticket), { body: changes, headers: ifMatch(etag) }));
  }

  /** Close it and put it into the archive; it stays readable by its id. */
  async delete(ticket: TicketId, { etag }: IfUnchanged = {}): Promise<void> {
    await this.transport.call("DELETE", pathOf(ticket), { headers: ifMatch(etag) });
  }

  /** Make this agent owner and responsible. */
  assign(ticket: TicketId, userId: number, comment?: string): Promise<Ticket> {
    return this.act(ticket, "assign", { assigned_to: userId, comment });
  }

  /** `successful`, `resolved` and `fixed` close successfully, any other resolution unsuccessfully. */
  close(ticket: TicketId, resolution = "successful", comment?: string): Promise<Ticket> {
    return this.act(ticket, "close", { resolution, comment });
  }

  reopen(ticket: TicketId, reason?: string): Promise<Ticket> {
    return this.act(ticket, "reopen", { reason });
  }

  setPriority(ticket: TicketId, priorityId: number, comment?: string): Promise<Ticket> {
    return this.act(ticket, "priority", { priority_id: priorityId, comment });
  }

  move(ticket: TicketId, queueId: number, comment?: string): Promise<Ticket> {
    return this.act(ticket, "queue", { queue_id: queueId, comment });
  }

  private async act(ticket: TicketId, action: string, body: object): Promise<Ticket> {
    return withEtag(await this.transport.call<Ticket>("POST", `${pathOf(ticket)}/${action}`, { body }));
  }
}

/** Oldest first. */
export class Articles {
  constructor(private readonly transport: Transport) {}

  page(ticket: TicketId, wanted: Paging & { include_attachments?: boolean } = {}): Promise<Page<Article>> {
    return onePage(this.transport, `${pathOf(ticket)}/articles`, wanted);
  }

  iterate(ticket: TicketId, wanted: { include_attachments?: boolean } = {}): AsyncGenerator<Article, void> {
    return allPages(this.transport, `${pathOf(ticket)}/articles`, wanted);
  }

  async get(ticket: TicketId, articleId: number): Promise<Article> {
    return (await this.transport.call<Article>("GET", `${pathOf(ticket)}/articles/${articleId}`)).data;
  }

  /** A note that only agents see, unless `is_visible_for_customer` or an `article_type` says otherwise. */
  async add(ticket: TicketId, fields: NewArticle): Promise<Article> {
    return (await this.transport.call<Article>("POST", `${pathOf(ticket)}/articles`, { body: fields })).data;
  }
}

function pathOf(ticket: TicketId): string {
  return `${TICKETS}/${encodeURIComponent(ticket)}`;
}

function withEtag({ data, etag }: Answer<Ticket>): Ticket {
  return { ...data, etag };
}

function ifMatch(etag: string | null | undefined): Record<string, string> {
  return etag ? { "If-Match": etag } : {};
}
