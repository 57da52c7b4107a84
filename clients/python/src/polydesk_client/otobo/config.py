"""Where the web service is, and who calls it."""

from enum import Enum

from pydantic import BaseModel, Field


class TicketOperation(Enum):
    """The operations of a web service this client calls."""

    CREATE = "TicketCreate"
    SEARCH = "TicketSearch"
    GET = "TicketGet"
    UPDATE = "TicketUpdate"
    HISTORY_GET = "TicketHistoryGet"


class AuthData(BaseModel):
    """An agent's login and password, or the id of a session that was opened for them."""

    UserLogin: str | None = None
    Password: str | None = Field(default=None, repr=False)
    SessionID: str | int | None = Field(default=None, repr=False)


class OTOBOClientConfig(BaseModel):
    """`base_url` goes up to nph-genericinterface.pl; `operations` maps each operation to its path in the service."""

    base_url: str
    service: str
    auth: AuthData
    operations: dict[TicketOperation, str]
