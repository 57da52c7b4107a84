/** Lists that come in pages. */
import type { Pagination, Transport } from "./transport.js";
export interface Page<T> {
    items: T[];
    pagination: Partial<Pagination>;
}
export declare function onePage<T>(transport: Transport, path: string, query: object): Promise<Page<T>>;
/**
 * Page by page, as far as the caller reads. By cursor where the server has one: then nothing is missed or seen
 * twice when the list changes meanwhile.
 */
export declare function allPages<T>(transport: Transport, path: string, query: object): AsyncGenerator<T, void>;
