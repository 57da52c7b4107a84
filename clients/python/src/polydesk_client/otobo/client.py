"""The operations, each one request: POST, but for an update, which is a PUT."""

import logging
from types import TracebackType
from typing import Any

import httpx
from pydantic import BaseModel

from polydesk_client.generic_interface import GenericInterfaceError, answer_of, complete_article, in_full_words
from polydesk_client.otobo.answers import (
    FullTicketSearchResponse,
    OTOBOTicketCreateResponse,
    OTOBOTicketHistoryResponse,
    TicketGetResponse,
    TicketSearchResponse,
    TicketUpdateResponse,
)
from polydesk_client.otobo.config import OTOBOClientConfig, TicketOperation
from polydesk_client.otobo.errors import OTOBOError
from polydesk_client.otobo.models import TicketDetailInput, TicketDetailOutput
from polydesk_client.otobo.requests import (
    TicketCreateParams,
    TicketGetParams,
    TicketHistoryParams,
    TicketUpdateParams,
)
from polydesk_client.otobo.search import TicketSearchParams

_LOG = logging.getLogger("polydesk_client.otobo")
_METHODS = {TicketOperation.UPDATE: "PUT"}


class OTOBOClient:
    """Raises OTOBOError when an operation is refused, and httpx.HTTPError when the server cannot be reached.

    A `client` that is handed in stays its owner's to close.
    """

    def __init__(self, config: OTOBOClientConfig, client: httpx.AsyncClient | None = None) -> None:
        self.config = config
        self.base_url = config.base_url.rstrip("/")
        self.service = config.service
        self.auth = config.auth
        self._owned = client is None
        self._client = client or httpx.AsyncClient(timeout=30)

    async def __aenter__(self) -> "OTOBOClient":
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        if self._owned:
            await self._client.aclose()

    async def create_ticket(self, payload: TicketCreateParams) -> OTOBOTicketCreateResponse:
        answer = await self._write(TicketOperation.CREATE, payload)
        return OTOBOTicketCreateResponse.model_validate(answer)

    async def search_tickets(self, query: TicketSearchParams) -> TicketSearchResponse:
        answer = await self._send(TicketOperation.SEARCH, query.parameters())
        return TicketSearchResponse.model_validate(answer)

    async def get_ticket(self, params: TicketGetParams) -> TicketGetResponse:
        answer = await self._send(TicketOperation.GET, _given(params))
        return TicketGetResponse.model_validate(answer)

    async def update_ticket(self, payload: TicketUpdateParams) -> TicketUpdateResponse:
        answer = await self._write(TicketOperation.UPDATE, payload)
        return TicketUpdateResponse.model_validate(answer)

    async def get_ticket_history(self, params: TicketHistoryParams) -> OTOBOTicketHistoryResponse:
        answer = await self._send(TicketOperation.HISTORY_GET, _given(params))
        return OTOBOTicketHistoryResponse.model_validate(answer)

    async def search_and_get(self, query: TicketSearchParams) -> FullTicketSearchResponse:
        """The search, then one request for each ticket it finds."""
        found = await self.search_tickets(query)
        tickets: list[TicketDetailOutput] = []
        for ticket_id in found.TicketID:
            tickets += (await self.get_ticket(TicketGetParams(TicketID=ticket_id))).Ticket
        return FullTicketSearchResponse(Ticket=tickets)

    async def _write(self, operation: TicketOperation, payload: TicketDetailInput) -> dict[str, Any]:
        parameters = _given(payload)
        if isinstance(parameters.get("Article"), dict):
            parameters["Article"] = complete_article(parameters["Article"])
        try:
            return await self._send(operation, parameters)
        except GenericInterfaceError as error:
            ticket = in_full_words(parameters.get("Ticket", {}), error)
            if ticket is None:
                raise
            return await self._send(operation, {**parameters, "Ticket": ticket})

    async def _send(self, operation: TicketOperation, parameters: dict[str, Any]) -> dict[str, Any]:
        endpoint = self.config.operations.get(operation)
        if endpoint is None:
            raise ValueError(f"{operation.value} has no path in the configuration's operations")
        url = f"{self.base_url}/Webservice/{self.service}/{endpoint.lstrip('/')}"
        _LOG.debug("%s at %s", operation.value, url)
        body = {**self.auth.model_dump(exclude_none=True), **parameters}
        response = await self._client.request(_METHODS.get(operation, "POST"), url, json=body)
        return answer_of(response, OTOBOError)


def _given(params: BaseModel) -> dict[str, Any]:
    return params.model_dump(exclude_none=True)
