/** Sends one call: signed in, tried again when that makes sense, out of its envelope. */
import { NotReachedError, ServerError, UnauthorizedError, errorOf } from "./errors.js";
import { pause, waitAfter, waitFor } from "./retrying.js";
export class Transport {
    options;
    tokens;
    renewing = null;
    signingIn = null;
    constructor(options) {
        this.options = options;
        this.tokens = options.tokens;
    }
    /** A POST gets a key by which the server knows it again, so that trying twice does not do it twice. */
    async call(method, path, asked = {}) {
        const headers = { ...asked.headers };
        if (method === "POST")
            headers["Idempotency-Key"] ??= crypto.randomUUID();
        const token = asked.signed === false ? null : await this.token();
        let response = await this.tried(method, path, { ...asked, headers: signed(headers, token) });
        if (token !== null && response.status === 401 && response.headers.has("www-authenticate")) {
            const renewed = await this.renewed(token);
            if (renewed !== null)
                response = await this.tried(method, path, { ...asked, headers: signed(headers, renewed) });
        }
        return answerOf(response);
    }
    async token() {
        if (this.tokens === null && this.options.credentials !== null)
            await this.signIn(this.options.credentials);
        return this.tokens?.access ?? null;
    }
    /** A fresh access token; of many calls that are refused at once, one fetches it for all of them. */
    renewed(stale) {
        if (this.tokens !== null && this.tokens.access !== stale)
            return Promise.resolve(this.tokens.access);
        this.renewing ??= this.renew().finally(() => (this.renewing = null));
        return this.renewing;
    }
    async renew() {
        const refreshed = await this.refresh();
        if (refreshed !== null)
            this.tokens = refreshed;
        else if (this.options.credentials !== null)
            await this.signIn(this.options.credentials);
        else
            return null;
        return this.tokens?.access ?? null;
    }
    async signIn(credentials) {
        this.signingIn ??= this.fetchTokens("/api/v1/auth/login", credentials, true).finally(() => (this.signingIn = null));
        this.tokens = await this.signingIn;
    }
    async refresh() {
        if (!this.tokens?.refresh)
            return null;
        try {
            // Never tried twice: a refresh token that comes a second time ends the sign-in.
            return await this.fetchTokens("/api/v1/auth/refresh", { refresh_token: this.tokens.refresh }, false);
        }
        catch (error) {
            if (error instanceof UnauthorizedError)
                return null;
            throw error;
        }
    }
    async fetchTokens(path, body, repeatable) {
        const response = await this.tried("POST", path, { body, repeatable });
        const { data } = await answerOf(response);
        return { access: data.access_token, refresh: data.refresh_token ?? null };
    }
    async tried(method, path, sending) {
        const { retries } = this.options;
        for (let tried = 1;; tried += 1) {
            let response;
            try {
                response = await this.send(method, path, sending);
            }
            catch (cause) {
                if (tried >= retries.tries || sending.repeatable === false) {
                    throw new NotReachedError(`${method} ${path}: ${String(cause)}`, { cause });
                }
                await pause(waitFor(retries, tried));
                continue;
            }
            const wait = waitAfter(retries, response, tried);
            if (wait === null)
                return response;
            await response.body?.cancel();
            await pause(wait);
        }
    }
    send(method, path, sending) {
        const url = this.options.baseUrl.replace(/\/+$/, "") + path + queryOf(sending.query ?? {});
        const headers = { Accept: "application/json", ...sending.headers };
        const init = { method, headers, signal: AbortSignal.timeout(this.options.timeout) };
        if (sending.body !== undefined) {
            headers["Content-Type"] = "application/json";
            init.body = JSON.stringify(sending.body);
        }
        return this.options.fetch(url, init);
    }
}
/** Throws ApiError for a refusal. The health calls have no envelope: there `data` is the whole answer. */
async function answerOf(response) {
    const requestId = response.headers.get("x-request-id");
    const text = await response.text();
    const body = parsed(text);
    const envelope = typeof body === "object" && body !== null && !Array.isArray(body) ? body : {};
    if (response.status >= 400)
        throw errorOf(response.status, envelope, requestId);
    if (body === undefined && text) {
        throw new ServerError(response.status, { error: "the answer is no JSON" }, requestId);
    }
    const data = ("success" in envelope && "data" in envelope ? envelope.data : body);
    return { data, envelope, etag: response.headers.get("etag") };
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function signed(headers, token) {
    return token === null ? headers : { ...headers, Authorization: `Bearer ${token}` };
}
function queryOf(query) {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
    const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
    return text && `?${text}`;
}
