/** The same done to many tickets. */
import type { Transport } from "./transport.js";
export interface Outcome {
    ticket_id: number;
    success: boolean;
    error?: string | null;
}
/** What became of each ticket. */
export declare class BulkResult {
    readonly outcomes: Outcome[];
    get succeeded(): number[];
    /** Why, by ticket. */
    get failed(): Map<number, string>;
}
export interface BulkOptions {
    comment?: string;
    /** How many tickets go in one request; 100 unless said otherwise. */
    atOnce?: number;
    /** Called after each portion. */
    progress?: (done: number, total: number, result: BulkResult) => void;
}
/** Each ticket is changed or refused on its own. */
export declare class Bulk {
    private readonly transport;
    constructor(transport: Transport);
    assign(ticketIds: number[], userId: number, options?: BulkOptions): Promise<BulkResult>;
    close(ticketIds: number[], options?: BulkOptions & {
        resolution?: string;
    }): Promise<BulkResult>;
    setPriority(ticketIds: number[], priorityId: number, options?: BulkOptions): Promise<BulkResult>;
    move(ticketIds: number[], queueId: number, options?: BulkOptions): Promise<BulkResult>;
    private run;
}
