/** The same done to many tickets. */

import type { Transport } from "./transport.js";

/** Tickets the server takes in one request. */
const MOST_AT_ONCE = 1000;

export interface Outcome {
  ticket_id: number;
  success: boolean;
  error?: string | null;
}

/** What became of each ticket. */
export class BulkResult {
  readonly outcomes: Outcome[] = [];

  get succeeded(): number[] {
    return this.outcomes.filter((one) => one.success).map((one) => one.ticket_id);
  }

  /** Why, by ticket. */
  get failed(): Map<number, string> {
    return new Map(this.outcomes.filter((one) => !one.success).map((one) => [one.ticket_id, one.error ?? ""]));
  }
}

export interface BulkOptions {
  comment?: string;
  /** How many tickets go in one request; 100 unless said otherwise. */
  atOnce?: number;
  /** Called after each portion. */
  progress?: (done: number, total: number, result: BulkResult) => void;
}

/** Each ticket is changed or refused on its own. */
export class Bulk {
  constructor(private readonly transport: Transport) {}

  assign(ticketIds: number[], userId: number, options: BulkOptions = {}): Promise<BulkResult> {
    return this.run("assign", ticketIds, { assigned_to: userId }, options);
  }

  close(ticketIds: number[], options: BulkOptions & { resolution?: string } = {}): Promise<BulkResult> {
    return this.run("close", ticketIds, { resolution: options.resolution ?? "successful" }, options);
  }

  setPriority(ticketIds: number[], priorityId: number, options: BulkOptions = {}): Promise<BulkResult> {
    return this.run("priority", ticketIds, { priority_id: priorityId }, options);
  }

  move(ticketIds: number[], queueId: number, options: BulkOptions = {}): Promise<BulkResult> {
    return this.run("queue", ticketIds, { queue_id: queueId }, options);
  }

  private async run(action: string, ticketIds: number[], fields: object, options: BulkOptions): Promise<BulkResult> {
    const ids = [...new Set(ticketIds)];
    const size = Math.max(1, Math.min(options.atOnce ?? 100, MOST_AT_ONCE));
    const result = new BulkResult();
    for (let start = 0; start < ids.length; start += size) {
      const body = { ...fields, comment: options.comment, ticket_ids: ids.slice(start, start + size) };
      const answer = await this.transport.call<{ results: Outcome[] }>("POST", `/api/v1/tickets/bulk/${action}`, { body });
      result.outcomes.push(...answer.data.results);
      options.progress?.(result.outcomes.length, ids.length, result);
    }
    return result;
  }
}
