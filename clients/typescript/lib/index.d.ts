/** The client of a Polydesk help desk's /api/v1. */
export { BulkResult } from "./bulk.js";
export type { BulkOptions, Outcome } from "./bulk.js";
export { Polydesk } from "./client.js";
export type { PolydeskOptions } from "./client.js";
export * from "./errors.js";
export type { Page } from "./lists.js";
export type * from "./models.js";
export type * from "./parameters.js";
export type { Retries } from "./retrying.js";
export * from "./signatures.js";
export type { IfUnchanged, TicketId } from "./tickets.js";
export type { Answer, Pagination, Tokens } from "./transport.js";
