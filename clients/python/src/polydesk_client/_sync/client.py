"""The client, and the parts of the API as its attributes."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any

import httpx

from polydesk_client._sync.admin import Admin
from polydesk_client._sync.api_tokens import ApiTokens
from polydesk_client._sync.articles import Articles
from polydesk_client._sync.bulk import Bulk
from polydesk_client._sync.me import Dashboard, Me
from polydesk_client._sync.queues import Queues
from polydesk_client._sync.searching import Search
from polydesk_client._sync.tickets import Tickets
from polydesk_client._sync.transport import Transport
from polydesk_client._sync.webhooks import Webhooks
from polydesk_client.answers import Answer
from polydesk_client.retrying import Retries
from polydesk_client.tokens import Credentials, Tokens


class Polydesk:
    """Calls /api/v1 of the desk at `base_url`, as an agent or a customer.

    Give `username` and `password`, an API token as `token`, or the `tokens` an earlier client had; the first call
    signs in, and what expires is renewed on the way. An `http` client that is handed in stays its owner's to close.
    Raises the errors of polydesk_client.errors.
    """

    def __init__(
        self,
        base_url: str,
        *,
        username: str | None = None,
        password: str | None = None,
        token: str | None = None,
        tokens: Tokens | None = None,
        retries: Retries | None = None,
        timeout: float = 30.0,
        http: httpx.Client | None = None,
    ) -> None:
        self._owned = http is None
        self._transport = Transport(
            base_url,
            credentials=Credentials(username, password or "") if username else None,
            tokens=tokens or (Tokens(token) if token else None),
            retries=retries or Retries(),
            http=http or httpx.Client(timeout=timeout),
        )
        self.tickets = Tickets(self._transport)
        self.articles = Articles(self._transport)
        self.bulk = Bulk(self._transport)
        self.queues = Queues(self._transport)
        self.me = Me(self._transport)
        self.dashboard = Dashboard(self._transport)
        self.search = Search(self._transport)
        self.api_tokens = ApiTokens(self._transport)
        self.admin = Admin(self._transport)
        self.webhooks = Webhooks(self._transport)

    @property
    def tokens(self) -> Tokens | None:
        """Those of the sign-in at hand, to be kept for a later client."""
        return self._transport.tokens

    def __enter__(self) -> "Polydesk":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections. The sign-in stays good: see `sign_out`."""
        if self._owned:
            self._transport.http.close()

    def sign_out(self) -> None:
        """End the sign-in: its tokens are good no more."""
        if self._transport.tokens is not None:
            self._transport.call("POST", "/api/v1/auth/logout")
            self._transport.tokens = None

    def health(self) -> dict[str, Any]:
        """What the server says of itself and its parts; for anyone."""
        return dict((self._transport.call("GET", "/health/detailed", signed=False)).data)

    def request(self, method: str, path: str, *, params: Mapping[str, Any] | None = None, body: Any = None) -> Answer:
        """Any call of the API, for what has no method here."""
        return self._transport.call(method, path, params=params, body=body)
