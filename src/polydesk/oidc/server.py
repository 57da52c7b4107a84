"""The provider as the desk asks it. What checks signatures is loaded when somebody first signs in there."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from polydesk.desk.identity_provider import Provider, Question, Reply

if TYPE_CHECKING:
    from polydesk.oidc.client import Client


class OidcServer:
    """Of one process, which remembers what a provider has said about itself."""

    def __init__(self) -> None:
        self._client: Client | None = None

    def question_url(self, provider: Provider, question: Question) -> str:
        return self._loaded().question_url(provider, question)

    def identify(self, provider: Provider, reply: Reply, *, wanted: Sequence[str]) -> Mapping[str, Any]:
        return self._loaded().identify(provider, reply, wanted=wanted)

    def way_out(self, provider: Provider, return_to: str) -> str | None:
        return self._loaded().way_out(provider, return_to)

    def _loaded(self) -> "Client":
        if self._client is None:
            from polydesk.oidc.client import Client

            self._client = Client()
        return self._client
