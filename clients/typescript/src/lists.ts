/** Lists that come in pages. */

import type { Pagination, Transport } from "./transport.js";

const MOST_PER_PAGE = 100;

export interface Page<T> {
  items: T[];
  pagination: Partial<Pagination>;
}

export async function onePage<T>(transport: Transport, path: string, query: object): Promise<Page<T>> {
  const { data, envelope } = await transport.call<T[]>("GET", path, { query });
  return { items: data, pagination: envelope.pagination ?? {} };
}

/**
 * Page by page, as far as the caller reads. By cursor where the server has one: then nothing is missed or seen
 * twice when the list changes meanwhile.
 */
export async function* allPages<T>(transport: Transport, path: string, query: object): AsyncGenerator<T, void> {
  let wanted: object = { per_page: MOST_PER_PAGE, ...query };
  for (;;) {
    const { items, pagination } = await onePage<T>(transport, path, wanted);
    yield* items;
    if (pagination.next_cursor) wanted = { ...wanted, page: undefined, cursor: pagination.next_cursor };
    else if (pagination.has_next && items.length > 0) wanted = { ...wanted, page: (pagination.page ?? 1) + 1 };
    else return;
  }
}
