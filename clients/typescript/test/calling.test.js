/** How the client signs in, renews, tries again and fails; on an imitated server. */

import assert from "node:assert/strict";
import test from "node:test";

import * as client from "@polydesk/client";

import { TICKET, expired, imitated, inTurn, ok, refused } from "./imitated.js";

test("the first call signs in and the next ones use its token", async () => {
  const server = imitated(() => ok(TICKET));
  const desk = server.client();
  assert.equal(desk.tokens, null);
  assert.equal((await desk.tickets.get(7)).title, "Printer");
  await desk.tickets.get("2026");
  assert.equal(server.signedIn, 1);
  assert.deepEqual(server.asked[0].body, { username: "ada", password: "pw" });
  assert.deepEqual(server.calls().map((one) => one.headers.get("authorization")), ["Bearer a1", "Bearer a1"]);
});

test("calls at once sign in once", async () => {
  const server = imitated(() => ok(TICKET));
  const desk = server.client();
  await Promise.all([1, 2, 3].map((one) => desk.tickets.get(one)));
  assert.equal(server.signedIn, 1);
});

test("an API token needs no sign-in", async () => {
  const server = imitated(() => ok(TICKET));
  await server.client({ username: undefined, token: "gf_1" }).tickets.get(7);
  assert.deepEqual(server.asked.map((one) => one.headers.get("authorization")), ["Bearer gf_1"]);
});

test("an expired token is renewed and the call repeated", async () => {
  const server = inTurn(expired(), ok(TICKET));
  assert.equal((await server.client().tickets.get(7)).id, 7);
  assert.deepEqual([server.signedIn, server.renewed], [1, 1]);
  assert.deepEqual(server.asked[2].body, { refresh_token: "r1" });
});

test("many calls at once renew once", async () => {
  const server = imitated((request) => (request.headers.get("authorization") === server.good() ? ok(TICKET) : expired()));
  const desk = server.client({ tokens: { access: "old", refresh: "r0" } });
  await Promise.all([1, 2, 3, 4, 5].map((one) => desk.tickets.get(one)));
  assert.deepEqual([server.signedIn, server.renewed], [0, 1]);
});

test("when the refresh token is good no more it signs in again", async () => {
  const server = inTurn(expired(), ok(TICKET));
  server.refreshIsGood = false;
  assert.equal((await server.client().tickets.get(7)).id, 7);
  assert.equal(server.signedIn, 2);
});

test("a token that cannot be renewed is an error", async () => {
  const desk = inTurn(expired()).client({ username: undefined, token: "gf_1" });
  await assert.rejects(desk.tickets.get(7), client.UnauthorizedError);
});

test("a wrong password is no reason to renew", async () => {
  const server = inTurn(refused(401, "Current password is incorrect"));
  await assert.rejects(server.client().me.changePassword("a", "b"), client.UnauthorizedError);
  assert.equal(server.renewed, 0);
});

test("what passes is tried again with the same key", async () => {
  const server = inTurn(refused(503, "x"), new TypeError("fetch failed"), ok(TICKET));
  await server.client().tickets.create({ title: "Printer", queue_id: 2 });
  const keys = new Set(server.calls().map((one) => one.headers.get("idempotency-key")));
  assert.deepEqual([server.calls().length, keys.size], [3, 1]);
});

test("a long Retry-After is the caller's to decide", async () => {
  const server = inTurn(refused(429, "Too many requests", { "Retry-After": "3600" }, { retry_after_sec: 3600 }));
  await assert.rejects(server.client().tickets.get(7), (error) => error.retryAfter === 3600);
});

test("a short Retry-After is waited for", async () => {
  const server = inTurn(refused(429, "Too many requests", { "Retry-After": "0" }), ok(TICKET));
  assert.equal((await server.client().tickets.get(7)).id, 7);
});

test("a server that does not answer", async () => {
  const failures = [1, 2, 3].map(() => new TypeError("fetch failed"));
  await assert.rejects(inTurn(...failures).client().tickets.get(7), client.NotReachedError);
});

const KINDS = {
  400: "InvalidRequestError", 401: "UnauthorizedError", 403: "ForbiddenError", 404: "NotFoundError",
  409: "ConflictError", 412: "ChangedMeanwhileError", 422: "InvalidRequestError", 500: "ServerError",
};
for (const [status, kind] of Object.entries(KINDS)) {
  test(`status ${status} is a ${kind}`, async () => {
    const server = inTurn(refused(Number(status), "no", { "X-Request-ID": "q" }, { code: "core:no" }));
    const error = await server.client().tickets.get(7).catch((one) => one);
    assert.equal(error.constructor, client[kind]);
    assert.deepEqual([error.status, error.error, error.code, error.requestId], [Number(status), "no", "core:no", "q"]);
  });
}

test("an answer that is no JSON is the server's error", async () => {
  await assert.rejects(inTurn(new Response("<html>")).client().tickets.get(7), client.ServerError);
});

test("tickets carry their ETag and changes ask for it", async () => {
  const server = inTurn(ok(TICKET, {}, { ETag: '"7-1"' }), ok(TICKET), ok({}));
  const desk = server.client();
  const { etag } = await desk.tickets.get(7);
  await desk.tickets.update(7, { title: "Plotter", responsible_id: null }, { etag });
  await desk.tickets.delete(7, { etag });
  assert.deepEqual(server.calls().slice(1).map((one) => one.headers.get("if-match")), ['"7-1"', '"7-1"']);
  assert.deepEqual(server.calls()[1].body, { title: "Plotter", responsible_id: null });
});
