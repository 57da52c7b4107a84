/** Sends one call: signed in, tried again when that makes sense, out of its envelope. */

import { NotReachedError, ServerError, UnauthorizedError, errorOf } from "./errors.js";
import type { Refusal } from "./errors.js";
import type { Query } from "./parameters.js";
import { pause, waitAfter, waitFor } from "./retrying.js";
import type { Retries } from "./retrying.js";

/** An access token of some minutes, and the refresh token that is good for exactly one renewal. */
export interface Tokens {
  access: string;
  refresh?: string | null;
}

export interface Credentials {
  username: string;
  password: string;
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface TransportOptions {
  baseUrl: string;
  credentials: Credentials | null;
  tokens: Tokens | null;
  retries: Retries;
  timeout: number;
  fetch: Fetch;
}

export interface Envelope extends Refusal {
  success?: boolean;
  data?: unknown;
  pagination?: Partial<Pagination>;
}

export interface Pagination {
  page: number;
  per_page: number;
  total: number;
  total_pages: number;
  has_next: boolean;
  has_prev: boolean;
  next_cursor?: string | null;
}

/** `data` is the envelope's; `etag` names the version of what was read or written. */
export interface Answer<T> {
  data: T;
  envelope: Envelope;
  etag: string | null;
}

export interface Asked {
  query?: object | undefined;
  body?: unknown;
  headers?: Record<string, string>;
  /** Whether the call needs a sign-in; it does unless said otherwise. */
  signed?: boolean;
}

interface Sending extends Asked {
  repeatable?: boolean;
}

export class Transport {
  tokens: Tokens | null;
  private renewing: Promise<string | null> | null = null;
  private signingIn: Promise<Tokens> | null = null;

  constructor(private readonly options: TransportOptions) {
    this.tokens = options.tokens;
  }

  /** A POST gets a key by which the server knows it again, so that trying twice does not do it twice. */
  async call<T>(method: string, path: string, asked: Asked = {}): Promise<Answer<T>> {
    const headers: Record<string, string> = { ...asked.headers };
    if (method === "POST") headers["Idempotency-Key"] ??= crypto.randomUUID();
    const token = asked.signed === false ? null : await this.token();
    let response = await this.tried(method, path, { ...asked, headers: signed(headers, token) });
    if (token !== null && response.status === 401 && response.headers.has("www-authenticate")) {
      const renewed = await this.renewed(token);
      if (renewed !== null) response = await this.tried(method, path, { ...asked, headers: signed(headers, renewed) });
    }
    return answerOf<T>(response);
  }

  private async token(): Promise<string | null> {
    if (this.tokens === null && this.options.credentials !== null) await this.signIn(this.options.credentials);
    return this.tokens?.access ?? null;
  }

  /** A fresh access token; of many calls that are refused at once, one fetches it for all of them. */
  private renewed(stale: string): Promise<string | null> {
    if (this.tokens !== null && this.tokens.access !== stale) return Promise.resolve(this.tokens.access);
    this.renewing ??= this.renew().finally(() => (this.renewing = null));
    return this.renewing;
  }

  private async renew(): Promise<string | null> {
    const refreshed = await this.refresh();
    if (refreshed !== null) this.tokens = refreshed;
    else if (this.options.credentials !== null) await this.signIn(this.options.credentials);
    else return null;
    return this.tokens?.access ?? null;
  }

  private async signIn(credentials: Credentials): Promise<void> {
    this.signingIn ??= this.fetchTokens("/api/v1/auth/login", credentials, true).finally(() => (this.signingIn = null));
    this.tokens = await this.signingIn;
  }

  private async refresh(): Promise<Tokens | null> {
    if (!this.tokens?.refresh) return null;
    try {
      // Never tried twice: a refresh token that comes a second time ends the sign-in.
      return await this.fetchTokens("/api/v1/auth/refresh", { refresh_token: this.tokens.refresh }, false);
    } catch (error) {
      if (error instanceof UnauthorizedError) return null;
      throw error;
    }
  }

  private async fetchTokens(path: string, body: object, repeatable: boolean): Promise<Tokens> {
    const response = await this.tried("POST", path, { body, repeatable });
    const { data } = await answerOf<{ access_token: string; refresh_token?: string | null }>(response);
    return { access: data.access_token, refresh: data.refresh_token ?? null };
  }

  private async tried(method: string, path: string, sending: Sending): Promise<Response> {
    const { retries } = this.options;
    for (let tried = 1; ; tried += 1) {
      let response: Response;
      try {
        response = await this.send(method, path, sending);
      } catch (cause) {
        if (tried >= retries.tries || sending.repeatable === false) {
          throw new NotReachedError(`${method} ${path}: ${String(cause)}`, { cause });
        }
        await pause(waitFor(retries, tried));
        continue;
      }
      const wait = waitAfter(retries, response, tried);
      if (wait === null) return response;
      await response.body?.cancel();
      await pause(wait);
    }
  }

  private send(method: string, path: string, sending: Sending): Promise<Response> {
    const url = this.options.baseUrl.replace(/\/+$/, "") + path + queryOf(sending.query ?? {});
    const headers: Record<string, string> = { Accept: "application/json", ...sending.headers };
    const init: RequestInit = { method, headers, signal: AbortSignal.timeout(this.options.timeout) };
    if (sending.body !== undefined) {
      headers["Content-Type"] = "application/json";
      init.body = JSON.stringify(sending.body);
    }
    return this.options.fetch(url, init);
  }
}

/** Throws ApiError for a refusal. The health calls have no envelope: there `data` is the whole answer. */
async function answerOf<T>(response: Response): Promise<Answer<T>> {
  const requestId = response.headers.get("x-request-id");
  const text = await response.text();
  const body = parsed(text);
  const envelope = typeof body === "object" && body !== null && !Array.isArray(body) ? (body as Envelope) : {};
  if (response.status >= 400) throw errorOf(response.status, envelope, requestId);
  if (body === undefined && text) {
    throw new ServerError(response.status, { error: "the answer is no JSON" }, requestId);
  }
  const data = ("success" in envelope && "data" in envelope ? envelope.data : body) as T;
  return { data, envelope, etag: response.headers.get("etag") };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function signed(headers: Record<string, string>, token: string | null): Record<string, string> {
  return token === null ? headers : { ...headers, Authorization: `Bearer ${token}` };
}

function queryOf(query: object): string {
  const given = Object.entries(query as Query).filter(([, value]) => value !== undefined && value !== null);
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return text && `?${text}`;
}
