/** What can be asked of lists, and set on things. */

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface Paging {
  page?: number;
  per_page?: number;
}

/** `status` is open, closed, pending or a state's name; `search` a part of the title, or a ticket number. */
export interface QueueTickets extends Paging {
  status?: string;
  priority_id?: number;
  assigned_user_id?: number;
  customer_user_id?: string;
  search?: string;
  archived?: 0 | 1;
  include?: string;
  sort?: "created" | "updated" | "priority" | "tn" | "title";
  order?: "asc" | "desc";
}

export interface TicketList extends QueueTickets {
  queue_id?: number;
}

export interface TicketFields {
  priority_id?: number;
  state_id?: number;
  type_id?: number;
  owner_id?: number;
  responsible_id?: number | null;
  ticket_lock_id?: number;
  customer_user_id?: string;
  customer_id?: string;
  pending_until?: string;
}

export interface TicketChanges extends TicketFields {
  title?: string;
  queue_id?: number;
}

/** With `body` the ticket has a first article; `customer_email` finds the customer. */
export interface NewTicket extends TicketFields {
  title: string;
  queue_id: number;
  body?: string;
  customer_email?: string;
  article?: NewArticle;
}

export interface NewArticle {
  body: string;
  subject?: string;
  content_type?: string;
  article_type?: string;
  is_visible_for_customer?: boolean;
  to?: string;
  cc?: string;
  time_unit?: number;
}

export interface UserFields {
  email?: string;
  first_name?: string;
  last_name?: string;
  valid_id?: number;
  active?: boolean;
  /** Ids; the agent gets all rights in each. */
  groups?: number[];
}

export interface NewUser extends UserFields {
  login: string;
  password: string;
}

export interface UserChanges extends UserFields {
  password?: string;
}

/** `from` and `to` are RFC 3339. */
export interface AuditList extends Paging {
  user_id?: number;
  action?: string;
  ticket_id?: number;
  from?: string;
  to?: string;
}

/** `filters` such as {queue_ids: [5]}; `headers` are sent along and never shown. */
export interface WebhookFields {
  description?: string;
  filters?: { queue_ids: number[] };
  headers?: Record<string, string>;
  retry_count?: number;
  retry_interval?: number;
  timeout?: number;
  is_active?: boolean;
}

/** `events` are names, or beginnings with a `*`. */
export interface WebhookWish extends WebhookFields {
  name: string;
  url: string;
  events: string[];
  secret?: string;
}

export interface WebhookChanges extends WebhookFields {
  name?: string;
  url?: string;
  events?: string[];
}

export interface DeliveryList extends Paging {
  state?: "pending" | "delivered" | "failed";
  event?: string;
}
