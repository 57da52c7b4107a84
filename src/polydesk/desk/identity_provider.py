"""What the desk asks of an OpenID provider. Who answers is handed in: the desk opens no connections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from polydesk.desk.poster import Rules
from polydesk.kernel.errors import Forbidden, Unavailable


class IdentityRefused(Forbidden):
    """Who came from the provider is not let in; `reason` is for the audit trail."""

    def __init__(self, reason: str) -> None:
        super().__init__("oidc.refused", reason=reason)
        self.reason = reason


class ProviderUnavailable(Unavailable):
    """It cannot be reached, or makes no sense; `reason` holds no secret."""

    def __init__(self, reason: str) -> None:
        super().__init__("oidc.unavailable", reason=reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Provider:
    """Where it is, and as whom the desk comes."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    """Empty for a client that has none."""
    scopes: Sequence[str]
    rules: Rules


@dataclass(frozen=True, slots=True)
class Question:
    """What goes to the provider with a browser. `challenge` is the hash of what only the desk knows (PKCE)."""

    redirect_uri: str
    state: str
    nonce: str
    challenge: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, and what it is to be compared with. `issuer` is empty where the provider did not say."""

    code: str = field(repr=False)
    issuer: str
    redirect_uri: str
    nonce: str
    verifier: str = field(repr=False)


class IdentityProvider(Protocol):
    """All methods raise ProviderUnavailable. None is to be called while a transaction is open."""

    def question_url(self, provider: Provider, question: Question) -> str:
        """Where the browser is sent to."""

    def identify(self, provider: Provider, reply: Reply, *, wanted: Sequence[str]) -> Mapping[str, Any]:
        """What the provider says of the person, `wanted` among it if it says that at all. Raises IdentityRefused."""

    def way_out(self, provider: Provider, return_to: str) -> str | None:
        """Where the browser is sent to sign out there, too, if the provider offers that."""


class NoIdentityProvider:
    """For desks that were made without the way to one."""

    def question_url(self, provider: Provider, question: Question) -> str:
        raise ProviderUnavailable("this desk has no way to a provider")

    def identify(self, provider: Provider, reply: Reply, *, wanted: Sequence[str]) -> Mapping[str, Any]:
        raise ProviderUnavailable("this desk has no way to a provider")

    def way_out(self, provider: Provider, return_to: str) -> str | None:
        return None
