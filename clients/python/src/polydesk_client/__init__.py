"""Clients for a Polydesk help desk: `Polydesk`, and `AsyncPolydesk` for asyncio, for /api/v1.

The modules `otobo` and `znuny` call the Generic Interface, as the OTOBO and Znuny guides show.
"""

from polydesk_client._async.client import AsyncPolydesk
from polydesk_client._sync.client import Polydesk
from polydesk_client.answers import Page, Pagination
from polydesk_client.bulk_result import BulkResult, Outcome, Progress
from polydesk_client.errors import (
    ApiError,
    ChangedMeanwhileError,
    ConflictError,
    ForbiddenError,
    InvalidRequestError,
    NotFoundError,
    NotReachedError,
    PolydeskError,
    RateLimitedError,
    ServerError,
    UnauthorizedError,
)
from polydesk_client.models import Article, Queue, Ticket, User
from polydesk_client.retrying import Retries
from polydesk_client.signatures import SignatureError, verify_signature
from polydesk_client.tokens import Tokens

__all__ = [
    "ApiError",
    "Article",
    "AsyncPolydesk",
    "BulkResult",
    "ChangedMeanwhileError",
    "ConflictError",
    "ForbiddenError",
    "InvalidRequestError",
    "NotFoundError",
    "NotReachedError",
    "Outcome",
    "Page",
    "Pagination",
    "Polydesk",
    "PolydeskError",
    "Progress",
    "Queue",
    "RateLimitedError",
    "Retries",
    "ServerError",
    "SignatureError",
    "Ticket",
    "Tokens",
    "UnauthorizedError",
    "User",
    "verify_signature",
]
