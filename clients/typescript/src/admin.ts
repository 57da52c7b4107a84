/** What only admins may do. */

import { allPages, onePage } from "./lists.js";
import type { Page } from "./lists.js";
import type { AuditLog, LdapConfig, SyncResult, SyncStatus, SystemConfig, User } from "./models.js";
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
  async configure(settings: Settings): Promise<LdapConfig> {
    return (await this.transport.call<LdapConfig>("POST", `${LDAP}/configure`, { body: settings })).data;
  }

  /** `success` says whether these settings work; nothing is kept. */
  async test(settings: Settings): Promise<Envelope> {
    return (await this.transport.call("POST", `${LDAP}/test`, { body: settings })).envelope;
  }

  async config(): Promise<LdapConfig> {
    return (await this.transport.call<LdapConfig>("GET", `${LDAP}/config`)).data;
  }

  async syncUsers(wanted: { dry_run?: boolean } = {}): Promise<SyncResult> {
    return (await this.transport.call<SyncResult>("POST", `${LDAP}/sync/users`, { body: wanted })).data;
  }

  async syncStatus(): Promise<SyncStatus> {
    return (await this.transport.call<SyncStatus>("GET", `${LDAP}/sync/status`)).data;
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

  async config(): Promise<SystemConfig> {
    return (await this.transport.call<SystemConfig>("GET", SYSTEM)).data;
  }

  async setConfig(changes: Settings): Promise<SystemConfig> {
    return (await this.transport.call<SystemConfig>("PUT", SYSTEM, { body: changes })).data;
  }

  auditPage(wanted: AuditList = {}): Promise<Page<AuditLog>> {
    return onePage(this.transport, AUDIT, wanted);
  }

  /** Newest first. */
  auditLog(wanted: AuditList = {}): AsyncGenerator<AuditLog, void> {
    return allPages(this.transport, AUDIT, wanted);
  }
}
