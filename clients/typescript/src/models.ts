/** What the desk's things look like: the published ones, and what the client adds to them. */

import type * as schema from "./schema.js";

export type {
  Article, AuditLog, File, Found, LdapConfig, Me, Queue, QueueStats, SavedSearch, SyncResult, SyncStatus, SystemConfig,
} from "./schema.js";

export interface Ticket extends schema.Ticket {
  /** Names this version: give it to `update`, and a change made meanwhile is not overwritten. */
  etag?: string | null;
}

/** An agent, as admins see them. */
export type User = schema.UserDetails;

/** A token for programs, without itself. */
export type ApiToken = schema.Token;

/** `token` is shown this once. */
export type NewApiToken = schema.NewToken;

export interface DashboardStats {
  total_tickets: number;
  open_tickets: number;
  pending_tickets: number;
  closed_today: number;
  created_today: number;
  my_tickets: number;
  overdue_tickets: number;
}

export interface Activity {
  id: number;
  type: string;
  message: string;
  ticket_id: number;
  ticket_number: string;
  timestamp: string;
}

export interface Notification {
  id: number;
  type: string;
  title: string;
  message: string;
  read: boolean;
  created_at: string;
}

export interface Notifications {
  user_id: number;
  notifications: Notification[];
  unread_count: number;
}
