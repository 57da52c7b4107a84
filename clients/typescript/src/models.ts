/** What the desk's things look like. A server may send more than is named here. */

export interface Ticket {
  id: number;
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
  customer_id: string;
  customer_user_id: string;
  archive_flag: number;
  article_count?: number;
  create_time: string;
  change_time: string;
  /** Names this version: give it to `update`, and a change made meanwhile is not overwritten. */
  etag?: string | null;
}

export interface Attachment {
  id: number;
  filename: string;
  content_type: string;
  size: number;
}

export interface Article {
  id: number;
  ticket_id: number;
  subject: string;
  body: string;
  content_type: string;
  article_type: string;
  sender_type: string;
  channel: string;
  is_visible_for_customer: boolean;
  create_time: string;
  create_by: number;
  attachments?: Attachment[];
}

export interface Named {
  id: number;
  name: string;
}

export interface Queue extends Named {
  group_id: number;
  group_name: string;
  valid_id: number;
  comment: string;
  groups: Named[];
}

export interface QueueStats {
  queue_id: number;
  queue_name: string;
  total_tickets: number;
  open_tickets: number;
  closed_tickets: number;
  pending_tickets: number;
  by_state: Record<string, number>;
  by_priority: Record<string, number>;
}

export interface User {
  id: number;
  login: string;
  email: string;
  first_name: string;
  last_name: string;
  active: boolean;
  role: "Admin" | "Agent" | "Customer";
  groups: Named[];
}

export interface SavedSearch extends Named {
  query: string;
  filters: Record<string, unknown>;
  is_public: boolean;
  user_id: number;
}

export interface Found {
  query: string;
  tickets: Ticket[];
  users?: User[];
  articles: Article[];
  counts: Record<string, number>;
}

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

export interface AuditEntry {
  id: number;
  user_id: number | null;
  user: string | null;
  action: string;
  entity_type: string;
  entity_id: number | string | null;
  ticket_id: number | null;
  ip_address: string | null;
  old_values: Record<string, unknown> | null;
  new_values: Record<string, unknown> | null;
  timestamp: string;
}

/** `token` itself is there only once, in the answer that made it. */
export interface ApiToken extends Named {
  prefix: string;
  token?: string;
  scopes: string[] | null;
  expires_at: string | null;
}

/** What a synchronization with the directory found and did. */
export interface SyncReport {
  users_found: number;
  users_created: number;
  users_updated: number;
  users_disabled: number;
  errors: unknown[];
  dry_run: boolean;
}
