"""Sends one call: signed in, tried again when that makes sense, out of its envelope."""

import uuid
from collections.abc import Mapping
from typing import Any

import httpx

from polydesk_client._async.waiting import Lock, pause
from polydesk_client.answers import Answer, answer_of
from polydesk_client.errors import NotReachedError, UnauthorizedError
from polydesk_client.parameters import given
from polydesk_client.retrying import Retries
from polydesk_client.tokens import Credentials, Tokens

Headers = dict[str, str]


class AsyncTransport:
    """`tokens` are those of the sign-in at hand; the first call opens one, and a call that is refused renews it."""

    def __init__(
        self,
        base_url: str,
        *,
        credentials: Credentials | None,
        tokens: Tokens | None,
        retries: Retries,
        http: httpx.AsyncClient,
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self._credentials = credentials
        self.tokens = tokens
        self._retries = retries
        self.http = http
        self._lock = Lock()

    async def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        signed: bool = True,
    ) -> Answer:
        """A POST gets a key by which the server knows it again, so that trying twice does not do it twice."""
        sent: Headers = dict(headers or {})
        if method == "POST":
            sent.setdefault("Idempotency-Key", uuid.uuid4().hex)
        token = await self._token() if signed else None
        response = await self._tried(method, path, params, body, _signed(sent, token))
        if token is not None and response.status_code == 401 and "www-authenticate" in response.headers:
            renewed = await self._renewed(token)
            if renewed is not None:
                response = await self._tried(method, path, params, body, _signed(sent, renewed))
        return answer_of(response)

    async def _token(self) -> str | None:
        async with self._lock:
            if self.tokens is None and self._credentials is not None:
                self.tokens = await self._sign_in(self._credentials)
        return self.tokens.access if self.tokens else None

    async def _renewed(self, stale: str) -> str | None:
        """A fresh access token; of many calls that are refused at once, one fetches it for all of them."""
        async with self._lock:
            if self.tokens is not None and self.tokens.access != stale:
                return self.tokens.access
            self.tokens = await self._refresh() or self.tokens
            if self.tokens is None or self.tokens.access == stale:
                if self._credentials is None:
                    return None
                self.tokens = await self._sign_in(self._credentials)
        return self.tokens.access

    async def _sign_in(self, credentials: Credentials) -> Tokens:
        body = {"username": credentials.username, "password": credentials.password}
        response = await self._tried("POST", "/api/v1/auth/login", None, body, {}, repeatable=True)
        return Tokens.of(answer_of(response).data)

    async def _refresh(self) -> Tokens | None:
        """Never tried twice: a refresh token that comes a second time ends the sign-in."""
        if self.tokens is None or self.tokens.refresh is None:
            return None
        body = {"refresh_token": self.tokens.refresh}
        response = await self._tried("POST", "/api/v1/auth/refresh", None, body, {}, repeatable=False)
        try:
            return Tokens.of(answer_of(response).data)
        except UnauthorizedError:
            return None

    async def _tried(
        self,
        method: str,
        path: str,
        params: Mapping[str, Any] | None,
        body: Any,
        headers: Headers,
        *,
        repeatable: bool = True,
    ) -> httpx.Response:
        tried = 0
        while True:
            tried += 1
            try:
                response = await self.http.request(
                    method, self._base_url + path, params=given(params or {}), json=body, headers=headers
                )
            except httpx.TransportError as error:
                if tried >= self._retries.tries or not repeatable:
                    raise NotReachedError(f"{method} {path}: {error or type(error).__name__}") from error
                await pause(self._retries.wait(tried))
                continue
            wait = self._retries.wait_after(response, tried)
            if wait is None:
                return response
            await pause(wait)


def _signed(headers: Headers, token: str | None) -> Headers:
    return {**headers, "Authorization": f"Bearer {token}"} if token else headers
