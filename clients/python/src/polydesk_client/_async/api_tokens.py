"""Tokens for programs."""

from collections.abc import Sequence

from polydesk_client._async.transport import AsyncTransport
from polydesk_client.models import ApiToken, NewApiToken

TOKENS = "/api/v1/tokens"


class ApiTokens:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def all(self) -> list[ApiToken]:
        answer = await self._transport.call("GET", TOKENS)
        return [ApiToken.model_validate(one) for one in answer.envelope.get("tokens", [])]

    async def create(self, name: str, *, scopes: Sequence[str] = (), expires_in: str = "90d") -> NewApiToken:
        """`scopes` such as `tickets:read`, none for all the owner may; `expires_in` as 90d, 6m, 1y or never."""
        body = {"name": name, "scopes": list(scopes), "expires_in": expires_in}
        return NewApiToken.model_validate((await self._transport.call("POST", TOKENS, body=body)).data)

    async def revoke(self, token_id: int) -> None:
        await self._transport.call("DELETE", f"{TOKENS}/{token_id}")
