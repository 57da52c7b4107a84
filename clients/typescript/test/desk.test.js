/** A walk through a running desk with the people of the tests: POLYDESK_URL says where it is. */

import assert from "node:assert/strict";
import test from "node:test";

import { ChangedMeanwhileError, ForbiddenError, NotFoundError, Polydesk, UnauthorizedError } from "@polydesk/client";

const url = process.env.POLYDESK_URL;
const options = { skip: url ? false : "POLYDESK_URL is not set" };
const [SALES, SUPPORT] = [5, 7];
const signedIn = (username, password) => new Polydesk(url ?? "", { username, password });
const ada = () => signedIn("agent1", "agent1-pw");
const root = () => signedIn("root@localhost", "root-pw-1");

async function listed(items) {
  const all = [];
  for await (const item of items) all.push(item);
  return all;
}

test("a ticket's life", options, async () => {
  const desk = ada();
  const made = await desk.tickets.create({ title: "From Node", queue_id: SALES, body: "Hello", customer_user_id: "c1" });
  assert.deepEqual([made.title, made.queue_name, made.state_name], ["From Node", "Sales", "new"]);
  const read = await desk.tickets.get(made.tn);
  assert.equal(read.id, made.id);
  const changed = await desk.tickets.update(made.id, { title: "From Node 20" }, { etag: read.etag });
  assert.equal(changed.title, "From Node 20");
  await assert.rejects(desk.tickets.update(made.id, { title: "Late" }, { etag: read.etag }), ChangedMeanwhileError);
  assert.equal((await desk.tickets.setPriority(made.id, 4)).priority_id, 4);
  assert.equal((await desk.tickets.move(made.id, SUPPORT)).queue_id, SUPPORT);
  assert.equal((await desk.tickets.close(made.id, "resolved", "Done")).state_id, 2);
  assert.equal((await desk.tickets.reopen(made.id, "Not quite")).state_id, 4);
  await desk.tickets.delete(made.id);
  assert.equal((await desk.tickets.get(made.id)).archive_flag, 1);
  await assert.rejects(desk.tickets.get(99999999), NotFoundError);
});

test("articles, lists and bulk actions", options, async () => {
  const desk = ada();
  const ids = [];
  for (const number of [1, 2, 3]) {
    ids.push((await desk.tickets.create({ title: `Node bulk ${number}`, queue_id: SALES, body: "First" })).id);
  }
  const note = await desk.articles.add(ids[0], { body: "A note", subject: "Note" });
  assert.equal((await desk.articles.get(ids[0], note.id)).body, "A note");
  assert.deepEqual((await listed(desk.articles.iterate(ids[0]))).map((one) => one.body), ["First", "A note"]);
  const found = await listed(desk.tickets.iterate({ search: "Node bulk", per_page: 2, sort: "created", order: "asc" }));
  assert.deepEqual(found.map((one) => one.id), ids);
  const result = await desk.bulk.close([...ids, 99999999], { atOnce: 2 });
  assert.deepEqual([result.succeeded, [...result.failed.keys()]], [ids, [99999999]]);
});

test("queues, search and the own account", options, async () => {
  const desk = ada();
  assert.ok((await listed(desk.queues.iterate())).some((queue) => queue.name === "Sales"));
  const made = await desk.tickets.create({ title: "Zebra crossing", queue_id: SALES, body: "Stripes" });
  assert.ok((await desk.queues.stats(SALES)).total_tickets >= 1);
  assert.ok((await listed(desk.queues.tickets(SALES))).some((one) => one.id === made.id));
  assert.deepEqual((await listed(desk.search.tickets("Zebra"))).map((one) => one.id), [made.id]);
  assert.deepEqual(await desk.search.suggestions("Zebra"), ["Zebra crossing"]);
  await desk.search.save({ name: "Stripes", query: "Zebra" });
  assert.ok((await desk.search.saved()).some((one) => one.name === "Stripes"));
  assert.equal((await desk.me.get()).login, "agent1");
  assert.equal((await desk.me.setPreferences({ theme: "dark" })).theme, "dark");
  assert.ok((await desk.dashboard.stats()).total_tickets >= 1);
  assert.ok((await desk.dashboard.activity()).length >= 1);
  assert.ok(Array.isArray((await desk.dashboard.notifications()).notifications));
});

test("tokens, and what ends with a sign-out", options, async () => {
  const desk = ada();
  const { id, token } = await desk.apiTokens.create({ name: "node", scopes: ["tickets:read"] });
  const program = new Polydesk(url, { token });
  await program.tickets.page();
  await assert.rejects(program.tickets.create({ title: "x", queue_id: SALES }), ForbiddenError);
  assert.ok((await desk.apiTokens.all()).some((one) => one.id === id));
  await desk.apiTokens.revoke(id);
  await assert.rejects(program.tickets.page(), UnauthorizedError);
  const { tokens } = desk;
  await desk.signOut();
  await assert.rejects(new Polydesk(url, { tokens }).me.get(), UnauthorizedError);
  await assert.rejects(signedIn("agent1", "wrong").me.get(), UnauthorizedError);
});

test("what admins do", options, async () => {
  const desk = root();
  const fields = { login: "nora.node", password: "nora-pw-123", email: "nora@desk.example", first_name: "Nora", last_name: "Node" };
  const made = await desk.admin.users.create(fields);
  assert.equal((await desk.admin.users.update(made.id, { last_name: "Nodd" })).last_name, "Nodd");
  assert.deepEqual((await listed(desk.admin.users.iterate({ search: "nora.node" }))).map((one) => one.id), [made.id]);
  await desk.admin.users.delete(made.id);
  assert.equal((await desk.admin.users.get(made.id)).active, false);
  assert.ok((await desk.admin.auditPage({ per_page: 5 })).items.length >= 1);
  assert.ok("settings" in (await desk.admin.config()));
  assert.equal((await desk.admin.ldap.config()).configured, false);
  await assert.rejects(ada().admin.config(), ForbiddenError);
  assert.equal((await desk.health()).status, "healthy");
});
