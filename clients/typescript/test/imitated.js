/** An imitated /api/v1 that answers as a test tells it to, and remembers what it was asked. */

import { Polydesk } from "@polydesk/client";

export const TICKET = { id: 7, tn: "2026", title: "Printer", queue_id: 2, state_id: 4, priority_id: 3 };

export function ok(data, beside = {}, headers = {}) {
  return Response.json({ success: true, data, ...beside }, { headers });
}

export function refused(status, error, headers = {}, beside = {}) {
  return Response.json({ success: false, error, ...beside }, { status, headers });
}

export function expired() {
  return refused(401, "Invalid or expired token", { "WWW-Authenticate": "Bearer" });
}

/** Answers one call after the other; an Error is thrown. */
export function inTurn(...answers) {
  return imitated(() => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  });
}

/** Signs anybody in; the access tokens are a1, a2 …, of which the last is good. */
export function imitated(answer) {
  const server = { asked: [], signedIn: 0, renewed: 0, refreshIsGood: true };
  server.calls = () => server.asked.filter((one) => !one.path.startsWith("/api/v1/auth/"));
  server.good = () => `Bearer a${server.signedIn + server.renewed}`;
  server.client = (more = {}) =>
    new Polydesk("http://desk.test/", {
      username: "ada",
      password: "pw",
      retries: { tries: 3, firstWait: 0 },
      fetch: async (url, init) => received(server, answer, new URL(url), init),
      ...more,
    });
  return server;
}

function received(server, answer, url, init) {
  const request = { method: init.method, path: url.pathname, query: Object.fromEntries(url.searchParams) };
  Object.assign(request, { headers: new Headers(init.headers), body: init.body && JSON.parse(init.body) });
  server.asked.push(request);
  if (url.pathname === "/api/v1/auth/login") server.signedIn += 1;
  else if (url.pathname !== "/api/v1/auth/refresh") return answer(request);
  else if (server.refreshIsGood) server.renewed += 1;
  else return expired();
  const number = server.signedIn + server.renewed;
  return ok({ access_token: `a${number}`, refresh_token: `r${number}` });
}
