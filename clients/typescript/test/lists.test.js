/** Pages that iterate, and bulk actions in portions; on an imitated server. */

import assert from "node:assert/strict";
import test from "node:test";

import { imitated, ok, TICKET } from "./imitated.js";

function pages(request) {
  const number = Number(request.query.page ?? 1);
  const items = [1, 2].map((one) => ({ ...TICKET, id: 10 * number + one }));
  return ok(items, { pagination: { page: number, has_next: number < 3, total: 6 } });
}

async function idsOf(items) {
  const ids = [];
  for await (const item of items) ids.push(item.id);
  return ids;
}

test("all pages are read one after the other", async () => {
  const server = imitated(pages);
  assert.deepEqual(await idsOf(server.client().tickets.iterate({ status: "open" })), [11, 12, 21, 22, 31, 32]);
  assert.deepEqual(server.calls()[0].query, { per_page: "100", status: "open" });
  assert.deepEqual(server.calls()[1].query, { per_page: "100", status: "open", page: "2" });
});

test("no more pages are fetched than read", async () => {
  const server = imitated(pages);
  for await (const ticket of server.client().tickets.iterate()) if (ticket.id === 12) break;
  assert.equal(server.calls().length, 1);
});

test("cursors are followed where there are some", async () => {
  const following = { "": "x", x: "y" };
  const server = imitated(({ query }) => ok([TICKET], { pagination: { next_cursor: following[query.cursor ?? ""] } }));
  assert.equal((await idsOf(server.client().tickets.iterate({ page: 1 }))).length, 3);
  assert.deepEqual(server.calls().map((one) => one.query.cursor), [undefined, "x", "y"]);
  assert.equal(server.calls()[1].query.page, undefined);
});

test("one page says where it is", async () => {
  const { items, pagination } = await imitated(pages).client().tickets.page({ page: 2, per_page: 2 });
  assert.deepEqual([items.map((one) => one.id), pagination.total], [[21, 22], 6]);
});

test("a bulk action goes in portions and tells how far it is", async () => {
  const outcome = (one) => (one === 3 ? { ticket_id: 3, success: false, error: "not found" } : { ticket_id: one, success: true });
  const server = imitated(({ body }) => ok({ results: body.ticket_ids.map(outcome) }));
  const seen = [];
  const progress = (done, total) => seen.push([done, total]);
  const result = await server.client().bulk.close([1, 2, 3, 2, 4, 5], { comment: "done", atOnce: 2, progress });
  assert.deepEqual(result.succeeded, [1, 2, 4, 5]);
  assert.deepEqual([...result.failed], [[3, "not found"]]);
  assert.deepEqual(seen, [[2, 5], [4, 5], [5, 5]]);
  assert.deepEqual(server.calls()[0].body, { resolution: "successful", comment: "done", ticket_ids: [1, 2] });
});
