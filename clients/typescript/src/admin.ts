/** What only admins may do. */

import { allPages, onePage } from "./lists.js";
import type { Page } from "./lists.js";
import type { AuditEntry, SyncReport, User } from "./models.js";
import type { AuditList, NewUser, Paging, UserChanges } from "./parameters.js";
import type { Envelope, Transport } from "./transport.js";

const USERS = "/api/v1/admin/users";
const SYSTEM = "/api/v1/admin/system/config";
const AUDIT = "/api/v1/admin/audit/logs";
const LDAP = "/api/v1/admin/ldap";

type Settings = Record<string, unknown>;

export class Users {
  constructor(private readonly transport: Transport) {}

  page(wanted: Paging & { search?: string } = {}): Promise<Page<User>> {
    return onePage(this.transport, USERS, wanted);
  }

  /** All agents, or those with this text in a name, the login or the address. */
  iterate(wanted: { search?: string } = {}): AsyncGenerator<User, void> {
    return allPages(this.transport, USERS, wanted);
  }

  async get(userId: number): Promise<User> {
    return (await this.transport.call<User>("GET", `${USERS}/${userId}`)).data;
  }

  async create(fields: NewUser): Promise<User> {
    return (await this.transport.call<User>("POST", USERS, { body: fields })).data;
  }

  async update(userId: number, changes: UserChanges): Promise<User> {
    return (await this.transport.call<User>("PUT", `${USERS}/${userId}`, { body: changes })).data;
  }

  /** Make the account invalid; its sign-ins and tokens end. */
  async delete(userId: number): Promise<void> {
    await this.transport.call("DELETE", `${USERS}/${userId}`);
  }
}

export class Ldap {
  constructor(private readonly transport: Transport) {}

  /** Connects and binds before anything is kept. */
  async configure(settings: Settings): Promise<Settings> {
    return (await this.transport.call<Settings>("POST", `${LDAP}/configure`, { body: settings })).data;
  }

  /** `success` says whether these settings work; nothing is kept. */
  async test(settings: Settings): Promise<Envelope> {
    return (await this.transport.call("POST", `${LDAP}/test`, { body: settings })).envelope;
  }

  async config(): Promise<Settings> {
    return (await this.transport.call<Settings>("GET", `${LDAP}/config`)).data;
  }

  async syncUsers(wanted: { dry_run?: boolean } = {}): Promise<SyncReport> {
    return (await this.transport.call<SyncReport>("POST", `${LDAP}/sync/users`, { body: wanted })).data;
  }

  async syncStatus(): Promise<Settings> {
    return (await this.transport.call<Settings>("GET", `${LDAP}/sync/status`)).data;
  }
}

/** `users`, `ldap`, and the system's settings and audit log. */
export class Admin {
  readonly users: Users;
  readonly ldap: Ldap;

  constructor(private readonly transport: Transport) {
    this.users = new Users(transport);
    this.ldap = new Ldap(transport);
  }

  async config(): Promise<Settings> {
    return (await this.transport.call<Settings>("GET", SYSTEM)).data;
  }

  async setConfig(changes: Settings): Promise<Settings> {
    return (await this.transport.call<Settings>("PUT", SYSTEM, { body: changes })).data;
  }

  auditPage(wanted: AuditList = {}): Promise<Page<AuditEntry>> {
    return onePage(this.transport, AUDIT, wanted);
  }

  /** Newest first. */
  auditLog(wanted: AuditList = {}): AsyncGenerator<AuditEntry, void> {
    return allPages(this.transport, AUDIT, wanted);
  }
}
