/** What the desk's things look like: the published ones, and what the client adds to them. */

import type * as schema from "./schema.js";

export type {
  Activity, Article, AuditLog, Delivery, DeliveryDetails, File, Found, LdapConfig, Me, Notification, PingResult, Queue,
  QueueStats, SavedSearch, SyncResult, SyncStatus, SystemConfig, Webhook,
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

/** `secret` is shown this once. */
export type NewWebhook = schema.MadeWebhook;

/** `secret` is shown this once. */
export type NewWebhookSecret = schema.RotatedSecret;

/** Of the tickets the caller may read. */
export type DashboardStats = schema.Stats;

/** Newest first. */
export interface Notifications {
  user_id: number;
  notifications: schema.Notification[];
  unread_count: number;
}
