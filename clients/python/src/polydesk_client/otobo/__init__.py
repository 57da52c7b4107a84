"""The client of the OTOBO guide, with the guide's names: for OTOBO, and for a Polydesk in its place."""

from polydesk_client.otobo.answers import (
    FullTicketSearchResponse,
    OTOBOTicketCreateResponse,
    OTOBOTicketGetResponse,
    OTOBOTicketHistoryEntry,
    OTOBOTicketHistoryResponse,
    TicketGetResponse,
    TicketHistoryModel,
    TicketSearchResponse,
    TicketUpdateResponse,
)
from polydesk_client.otobo.client import OTOBOClient
from polydesk_client.otobo.config import AuthData, OTOBOClientConfig, TicketOperation
from polydesk_client.otobo.errors import OTOBOError
from polydesk_client.otobo.models import (
    ArticleDetail,
    AttachmentModel,
    AttachmentResponseDetail,
    DynamicFieldItem,
    TicketBase,
    TicketCommon,
    TicketDetailInput,
    TicketDetailOutput,
)
from polydesk_client.otobo.requests import (
    TicketCreateParams,
    TicketGetParams,
    TicketHistoryParams,
    TicketUpdateParams,
)
from polydesk_client.otobo.search import DynamicFieldParams, TicketSearchParams

__all__ = [
    "ArticleDetail",
    "AttachmentModel",
    "AttachmentResponseDetail",
    "AuthData",
    "DynamicFieldItem",
    "DynamicFieldParams",
    "FullTicketSearchResponse",
    "OTOBOClient",
    "OTOBOClientConfig",
    "OTOBOError",
    "OTOBOTicketCreateResponse",
    "OTOBOTicketGetResponse",
    "OTOBOTicketHistoryEntry",
    "OTOBOTicketHistoryResponse",
    "TicketBase",
    "TicketCommon",
    "TicketCreateParams",
    "TicketDetailInput",
    "TicketDetailOutput",
    "TicketGetParams",
    "TicketGetResponse",
    "TicketHistoryModel",
    "TicketHistoryParams",
    "TicketOperation",
    "TicketSearchParams",
    "TicketSearchResponse",
    "TicketUpdateParams",
    "TicketUpdateResponse",
]
