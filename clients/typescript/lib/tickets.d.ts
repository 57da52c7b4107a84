/** Tickets, what is done with one, and what was written on it. */
import type { Page } from "./lists.js";
import type { Article, Ticket } from "./models.js";
import type { NewArticle, NewTicket, Paging, TicketChanges, TicketList } from "./parameters.js";
import type { Transport } from "./transport.js";
/** A ticket's id, or its number as text. */
export type TicketId = number | string;
/** The `etag` of a ticket which was read: a change is then refused if somebody else was faster. */
export interface IfUnchanged {
    etag?: string | null | undefined;
}
export declare class Tickets {
    private readonly transport;
    constructor(transport: Transport);
    page(wanted?: TicketList): Promise<Page<Ticket>>;
    /** All that match, fetched page by page while they are read. */
    iterate(wanted?: TicketList): AsyncGenerator<Ticket, void>;
    get(ticket: TicketId): Promise<Ticket>;
    create(fields: NewTicket): Promise<Ticket>;
    update(ticket: TicketId, changes: TicketChanges, { etag }?: IfUnchanged): Promise<Ticket>;
    /** Close it and put it into the archive; it stays readable by its id. */
    delete(ticket: TicketId, { etag }?: IfUnchanged): Promise<void>;
    /** Make this agent owner and responsible. */
    assign(ticket: TicketId, userId: number, comment?: string): Promise<Ticket>;
    /** `successful`, `resolved` and `fixed` close successfully, any other resolution unsuccessfully. */
    close(ticket: TicketId, resolution?: string, comment?: string): Promise<Ticket>;
    reopen(ticket: TicketId, reason?: string): Promise<Ticket>;
    setPriority(ticket: TicketId, priorityId: number, comment?: string): Promise<Ticket>;
    move(ticket: TicketId, queueId: number, comment?: string): Promise<Ticket>;
    private act;
}
/** Oldest first. */
export declare class Articles {
    private readonly transport;
    constructor(transport: Transport);
    page(ticket: TicketId, wanted?: Paging & {
        include_attachments?: boolean;
    }): Promise<Page<Article>>;
    iterate(ticket: TicketId, wanted?: {
        include_attachments?: boolean;
    }): AsyncGenerator<Article, void>;
    get(ticket: TicketId, articleId: number): Promise<Article>;
    /** A note that only agents see, unless `is_visible_for_customer` or an `article_type` says otherwise. */
    add(ticket: TicketId, fields: NewArticle): Promise<Article>;
}
