/** Lists that come in pages. */
const MOST_PER_PAGE = 100;
export async function onePage(transport, path, query) {
    const { data, envelope } = await transport.call("GET", path, { query });
    return { items: data, pagination: envelope.pagination ?? {} };
}
/**
 * Page by page, as far as the caller reads. By cursor where the server has one: then nothing is missed or seen
 * twice when the list changes meanwhile.
 */
export async function* allPages(transport, path, query) {
    let wanted = { per_page: MOST_PER_PAGE, ...query };
    for (;;) {
        const { items, pagination } = await onePage(transport, path, wanted);
        yield* items;
        if (pagination.next_cursor)
            wanted = { ...wanted, page: undefined, cursor: pagination.next_cursor };
        else if (pagination.has_next && items.length > 0)
            wanted = { ...wanted, page: (pagination.page ?? 1) + 1 };
        else
            return;
    }
}
