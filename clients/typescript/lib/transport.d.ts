/** Sends one call: signed in, tried again when that makes sense, out of its envelope. */
import type { Refusal } from "./errors.js";
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
export declare class Transport {
    private readonly options;
    tokens: Tokens | null;
    private renewing;
    private signingIn;
    constructor(options: TransportOptions);
    /** A POST gets a key by which the server knows it again, so that trying twice does not do it twice. */
    call<T>(method: string, path: string, asked?: Asked): Promise<Answer<T>>;
    private token;
    /** A fresh access token; of many calls that are refused at once, one fetches it for all of them. */
    private renewed;
    private renew;
    private signIn;
    private refresh;
    private fetchTokens;
    private tried;
    private send;
}
