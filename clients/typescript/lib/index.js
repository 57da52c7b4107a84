/** The client of a Polydesk help desk's /api/v1. */
export { BulkResult } from "./bulk.js";
export { Polydesk } from "./client.js";
export * from "./errors.js";
export * from "./signatures.js";
