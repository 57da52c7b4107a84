/** What only admins may do. */
import type { Page } from "./lists.js";
import type { AuditLog, LdapConfig, SyncResult, SyncStatus, SystemConfig, User } from "./models.js";
import type { AuditList, NewUser, Paging, UserChanges } from "./parameters.js";
import type { Envelope, Transport } from "./transport.js";
type Settings = Record<string, unknown>;
export declare class Users {
    private readonly transport;
    constructor(transport: Transport);
    page(wanted?: Paging & {
        search?: string;
    }): Promise<Page<User>>;
    /** All agents, or those with this text in a name, the login or the address. */
    iterate(wanted?: {
        search?: string;
    }): AsyncGenerator<User, void>;
    get(userId: number): Promise<User>;
    create(fields: NewUser): Promise<User>;
    update(userId: number, changes: UserChanges): Promise<User>;
    /** Make the account invalid; its sign-ins and tokens end. */
    delete(userId: number): Promise<void>;
}
export declare class Ldap {
    private readonly transport;
    constructor(transport: Transport);
    /** Connects and binds before anything is kept. */
    configure(settings: Settings): Promise<LdapConfig>;
    /** `success` says whether these settings work; nothing is kept. */
    test(settings: Settings): Promise<Envelope>;
    config(): Promise<LdapConfig>;
    syncUsers(wanted?: {
        dry_run?: boolean;
    }): Promise<SyncResult>;
    syncStatus(): Promise<SyncStatus>;
}
/** `users`, `ldap`, and the system's settings and audit log. */
export declare class Admin {
    private readonly transport;
    readonly users: Users;
    readonly ldap: Ldap;
    constructor(transport: Transport);
    config(): Promise<SystemConfig>;
    setConfig(changes: Settings): Promise<SystemConfig>;
    auditPage(wanted?: AuditList): Promise<Page<AuditLog>>;
    /** Newest first. */
    auditLog(wanted?: AuditList): AsyncGenerator<AuditLog, void>;
}
export {};
