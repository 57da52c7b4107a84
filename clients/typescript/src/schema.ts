/** What the desk's things look like, as its description says. Made by tools/make_client_models.py. */

export interface Activity {
  id: number;
  /** ticket_created, ticket_updated, ticket_closed, ticket_assigned, ticket_moved or article_added */
  type: string;
  message: string;
  ticket_id: number;
  ticket_number: string;
  user: string;
  timestamp: string;
}

/** An attachment without its contents; `size` is bytes. */
export interface File {
  id: number;
  filename: string;
  content_type: string;
  size: number;
}

/** Several names stand for the same value, since clients differ in which one they read. */
export interface Article {
  id: number;
  ticket_id: number;
  subject: string;
  body: string;
  /** text/plain or text/html; says what body is */
  content_type: string;
  article_type: string;
  article_sender_type_id: number;
  sender_type: string;
  communication_channel_id: number;
  channel: string;
  is_visible_for_customer: boolean;
  from?: string | null;
  to?: string | null;
  cc?: string | null;
  reply_to?: string | null;
  message_id?: string | null;
  in_reply_to?: string | null;
  references?: string | null;
  create_time: string;
  change_time: string;
  create_by: number;
  /** Where include_attachments asks for them */
  attachments?: Array<File> | null;
}

/** `user_id` is null for customers, for the system and for those who were not let in. */
export interface AuditLog {
  id: number;
  user_id: number | null;
  user: string;
  user_type: string;
  action: string;
  resource: string;
  entity_type: string;
  entity_id: number | string;
  ticket_id: number | null;
  ip: string;
  ip_address: string;
  old_values: Record<string, unknown> | null;
  new_values: Record<string, unknown> | null;
  timestamp: string;
  created_at: string;
}

export interface Delivery {
  /** Comes with each try, as X-Webhook-Delivery */
  id: number;
  webhook_id: number;
  event: string;
  /** The same for all webhooks that are told of the event */
  event_id: string;
  ticket_id: number | null;
  /** pending, delivered or failed */
  state: string;
  /** Since it was made, or was last asked for again */
  attempts: number;
  /** Of the last answer; null when nobody answered */
  status_code: number | null;
  error: string | null;
  next_attempt_at: string | null;
  delivered_at: string | null;
  created_at: string;
}

export interface Attempt {
  at: string;
  status_code: number | null;
  /** Milliseconds */
  response_time: number;
  error: string | null;
  /** How the answer began */
  response: string;
}

export interface DeliveryDetails {
  /** Comes with each try, as X-Webhook-Delivery */
  id: number;
  webhook_id: number;
  event: string;
  /** The same for all webhooks that are told of the event */
  event_id: string;
  ticket_id: number | null;
  /** pending, delivered or failed */
  state: string;
  /** Since it was made, or was last asked for again */
  attempts: number;
  /** Of the last answer; null when nobody answered */
  status_code: number | null;
  error: string | null;
  next_attempt_at: string | null;
  delivered_at: string | null;
  created_at: string;
  /** The body of each try, to the byte */
  payload: string;
  /** All, also those before it was asked for again */
  tries: Array<Attempt>;
}

export interface LastArticle {
  subject: string;
  created_at: string;
}

export interface FoundTicket {
  id: number;
  /** The ticket number, to be taken as opaque digits */
  tn: string;
  title: string;
  queue_id: number;
  queue_name: string;
  state_id: number;
  state_name: string;
  priority_id: number;
  priority_name: string;
  type_id: number | null;
  owner_id: number;
  responsible_id: number | null;
  ticket_lock_id: number;
  /** Empty when none */
  customer_id: string;
  /** Empty when none */
  customer_user_id: string;
  /** 1 when archived, otherwise 0 */
  archive_flag: number;
  /** When a pending state ends */
  pending_until: string | null;
  create_time: string;
  change_time: string;
  create_by: number;
  change_by: number;
  /** Grows with each change; the ETag is made of it */
  version: number;
  /** Where it was counted */
  article_count?: number | null;
  /** Where `include=last_article` asks for it */
  last_article?: LastArticle | null;
  type?: string;
}

export interface FoundUser {
  id: number;
  login: string;
  email: string;
  first_name: string;
  last_name: string;
  full_name: string;
  name: string;
  type?: string;
}

export interface FoundArticle {
  id: number;
  article_id: number;
  ticket_id: number;
  ticket_number: string;
  title: string;
  subject: string;
  snippet: string;
  sender: string;
  created_at: string;
  type?: string;
}

export interface FoundCounts {
  tickets: number;
  users?: number;
  articles: number;
}

export interface Found {
  query: string;
  tickets: Array<FoundTicket>;
  users?: Array<FoundUser> | null;
  articles: Array<FoundArticle>;
  counts: FoundCounts;
}

/** What is stored, but for the password. */
export interface LdapConfig {
  configured: boolean;
  auto_sync?: boolean;
  sync_interval?: string | null;
  last_sync?: string | null;
}

export interface WebhookFilters {
  /** Tickets in these queues; empty: in all */
  queue_ids?: Array<number>;
}

export interface MadeWebhook {
  id: number;
  name: string;
  description: string;
  url: string;
  events: Array<string>;
  filters: WebhookFilters;
  headers: Record<string, string>;
  retry_count: number | null;
  retry_interval: number;
  timeout: number;
  is_active: boolean;
  /** Why the desk itself made it inactive */
  disabled_reason: string | null;
  failing_since: string | null;
  /** Until then the old secret signs as well */
  old_secret_expires_at: string | null;
  created_at: string;
  updated_at: string;
  secret: string;
  warning: string;
}

export interface GroupOfUser {
  id: number;
  name: string;
  permissions: Array<string>;
}

/** Ids of agents and of customers are two spaces; `role` says which. */
export interface Me {
  id: number;
  login: string;
  email: string;
  first_name: string;
  last_name: string;
  name: string;
  phone: string;
  active: boolean;
  valid_id: number;
  role: string;
  groups: Array<GroupOfUser>;
  /** What the role may do; queues narrow it further */
  permissions: Array<string>;
  create_time: string;
  change_time: string;
}

export interface NewToken {
  id: number;
  name: string;
  prefix: string;
  scopes: Array<string>;
  expires_at: string | null;
  last_used_at: string | null;
  created_at: string;
  is_active: boolean;
  token: string;
  warning: string;
}

export interface Notification {
  id: number;
  /** ticket_assigned, customer_answered, mentioned or not_sent */
  type: string;
  title: string;
  message: string;
  ticket_id: number | null;
  read: boolean;
  created_at: string;
}

export interface Result {
  ticket_id: number;
  success: boolean;
  error?: string | null;
}

/** What became of each ticket. Beside these, what was asked for, when, and the action's own name for succeeded. */
export interface Outcome {
  /** Each once */
  ticket_ids: Array<number>;
  count: number;
  processed: number;
  failed: number;
  errors: Array<string>;
  results: Array<Result>;
  comment: string;
}

/** `status_code` is null when nobody answered. */
export interface PingResult {
  delivery_id: number;
  delivered: boolean;
  status_code: number | null;
  response_time: number;
  error: string | null;
}

export interface GroupName {
  id: number;
  name: string;
}

export interface Queue {
  id: number;
  name: string;
  group_id: number;
  group_name: string;
  /** 1 for valid queues */
  valid_id: number;
  valid: boolean;
  system_address_id: number | null;
  salutation_id: number | null;
  signature_id: number | null;
  /** Minutes after which a locked ticket is unlocked; 0 for never */
  unlock_timeout: number;
  /** 1: possible, 2: rejected, 3: makes a new ticket */
  follow_up_id: number;
  follow_up_lock: number;
  comment: string;
  create_time: string;
  change_time: string;
  groups: Array<GroupName>;
  /** With include_stats */
  ticket_count?: number | null;
  open_tickets?: number | null;
  closed_tickets?: number | null;
  pending_tickets?: number | null;
}

/** What GOTRS counts, under each of the names it has had. */
export interface QueueStats {
  queue_id: number;
  queue_name: string;
  total_tickets: number;
  open_tickets: number;
  closed_tickets: number;
  pending_tickets: number;
  total: number;
  open: number;
  closed: number;
  pending: number;
  by_state: Record<string, number>;
  by_priority: Record<string, number>;
  /** Until the first answer; N/A while there is none */
  average_response_time: string;
  avg_response: string;
}

export interface RotatedSecret {
  id: number;
  secret: string;
  warning: string;
  old_secret_expires_at: string;
}

export interface SavedSearch {
  id: number;
  name: string;
  query: string;
  filters: Record<string, unknown>;
  type: string;
  is_public: boolean;
  /** The owner */
  user_id: number | null;
  created_at: string;
  updated_at: string;
}

export interface Stats {
  total_tickets: number;
  open_tickets: number;
  pending_tickets: number;
  closed_today: number;
  created_today: number;
  my_tickets: number;
  overdue_tickets: number;
  /** Until the first answer; N/A while there is none */
  avg_response_time: string;
  customer_satisfaction: number;
}

export interface SyncResult {
  users_found: number;
  users_created: number;
  users_updated: number;
  users_disabled: number;
  groups_found: number;
  groups_created: number;
  groups_updated: number;
  errors: Array<string>;
  start_time: string;
  end_time: string;
  /** Nanoseconds */
  duration: number;
  dry_run: boolean;
}

export interface SyncStatus {
  configured: boolean;
  connected: boolean;
  auto_sync: boolean;
  last_sync: string | null;
  next_sync: string | null;
  sync_interval: string | null;
  total_users: number;
  total_groups: number;
}

/** `settings` are those that were ever set, by their names in the registry; secrets are never shown. */
export interface SystemConfig {
  company_name: string;
  site_name: string;
  support_email: string;
  timezone: string;
  language: string;
  default_language: string;
  ticket_prefix: string;
  allow_registration: boolean;
  maintenance_mode: boolean;
  settings: Record<string, unknown>;
}

/** Several names stand for the same value, since clients differ in which one they read. */
export interface Ticket {
  id: number;
  /** The ticket number, to be taken as opaque digits */
  tn: string;
  title: string;
  queue_id: number;
  queue_name: string;
  state_id: number;
  state_name: string;
  priority_id: number;
  priority_name: string;
  type_id: number | null;
  owner_id: number;
  responsible_id: number | null;
  ticket_lock_id: number;
  /** Empty when none */
  customer_id: string;
  /** Empty when none */
  customer_user_id: string;
  /** 1 when archived, otherwise 0 */
  archive_flag: number;
  /** When a pending state ends */
  pending_until: string | null;
  create_time: string;
  change_time: string;
  create_by: number;
  change_by: number;
  /** Grows with each change; the ETag is made of it */
  version: number;
  /** Where it was counted */
  article_count?: number | null;
  /** Where `include=last_article` asks for it */
  last_article?: LastArticle | null;
}

export interface Token {
  id: number;
  name: string;
  prefix: string;
  scopes: Array<string>;
  expires_at: string | null;
  last_used_at: string | null;
  created_at: string;
  is_active: boolean;
}

/** `groups` are those the user has rights in, by a role or otherwise. */
export interface UserDetails {
  id: number;
  login: string;
  email: string;
  first_name: string;
  last_name: string;
  active: boolean;
  valid_id: number;
  role: string;
  groups: Array<GroupOfUser>;
  create_time: string;
  change_time: string;
  created_at: string;
  updated_at: string;
}

/** Values of headers are masked, and secrets are not shown. */
export interface Webhook {
  id: number;
  name: string;
  description: string;
  url: string;
  events: Array<string>;
  filters: WebhookFilters;
  headers: Record<string, string>;
  retry_count: number | null;
  retry_interval: number;
  timeout: number;
  is_active: boolean;
  /** Why the desk itself made it inactive */
  disabled_reason: string | null;
  failing_since: string | null;
  /** Until then the old secret signs as well */
  old_secret_expires_at: string | null;
  created_at: string;
  updated_at: string;
}
