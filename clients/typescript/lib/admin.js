/** What only admins may do. */
import { allPages, onePage } from "./lists.js";
const USERS = "/api/v1/admin/users";
const SYSTEM = "/api/v1/admin/system/config";
const AUDIT = "/api/v1/admin/audit/logs";
const LDAP = "/api/v1/admin/ldap";
export class Users {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    page(wanted = {}) {
        return onePage(this.transport, USERS, wanted);
    }
    /** All agents, or those with this text in a name, the login or the address. */
    iterate(wanted = {}) {
        return allPages(this.transport, USERS, wanted);
    }
    async get(userId) {
        return (await this.transport.call("GET", `${USERS}/${userId}`)).data;
    }
    async create(fields) {
        return (await this.transport.call("POST", USERS, { body: fields })).data;
    }
    async update(userId, changes) {
        return (await this.transport.call("PUT", `${USERS}/${userId}`, { body: changes })).data;
    }
    /** Make the account invalid; its sign-ins and tokens end. */
    async delete(userId) {
        await this.transport.call("DELETE", `${USERS}/${userId}`);
    }
}
export class Ldap {
    transport;
    constructor(transport) {
        this.transport = transport;
    }
    /** Connects and binds before anything is kept. */
    async configure(settings) {
        return (await this.transport.call("POST", `${LDAP}/configure`, { body: settings })).data;
    }
    /** `success` says whether these settings work; nothing is kept. */
    async test(settings) {
        return (await this.transport.call("POST", `${LDAP}/test`, { body: settings })).envelope;
    }
    async config() {
        return (await this.transport.call("GET", `${LDAP}/config`)).data;
    }
    async syncUsers(wanted = {}) {
        return (await this.transport.call("POST", `${LDAP}/sync/users`, { body: wanted })).data;
    }
    async syncStatus() {
        return (await this.transport.call("GET", `${LDAP}/sync/status`)).data;
    }
}
/** `users`, `ldap`, and the system's settings and audit log. */
export class Admin {
    transport;
    users;
    ldap;
    constructor(transport) {
        this.transport = transport;
        this.users = new Users(transport);
        this.ldap = new Ldap(transport);
    }
    async config() {
        return (await this.transport.call("GET", SYSTEM)).data;
    }
    async setConfig(changes) {
        return (await this.transport.call("PUT", SYSTEM, { body: changes })).data;
    }
    auditPage(wanted = {}) {
        return onePage(this.transport, AUDIT, wanted);
    }
    /** Newest first. */
    auditLog(wanted = {}) {
        return allPages(this.transport, AUDIT, wanted);
    }
}
