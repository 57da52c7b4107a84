"""What the desk asks of whoever posts to receivers outside. Who does is handed in: the desk opens no connections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from polydesk.kernel.errors import Invalid, Unavailable
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look


class TargetRefused(Invalid):
    """Nothing is sent to this URL; `details["reason"]` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__("webhook.target", reason=reason)


@dataclass(frozen=True, slots=True)
class Rules:
    """Where the desk may go, on whose behalf."""

    allow_http: bool = False
    networks: Sequence[str] = ()
    """Named by the setting: they may be reached although they are not public."""
    ca_file: str = ""
    settings: str = "Webhooks"
    """What the names of the settings begin with that say so."""


def rules_of(look: Look) -> Rules:
    settings = look.config(Settings)
    return Rules(
        allow_http=settings["Webhooks::AllowHTTP"],
        networks=tuple(settings["Webhooks::AllowedNetworks"]),
        ca_file=settings["Webhooks::CAFile"],
    )


@dataclass(frozen=True, slots=True)
class Parcel:
    """A delivery on its way."""

    delivery_id: int
    webhook_id: int
    event: str
    body: bytes
    url: str
    timeout: int
    rules: Rules
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    secrets: Sequence[str] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`status` is None when nobody answered."""

    milliseconds: int
    status: int | None = None
    error: str = ""
    answer: str = ""

    @property
    def is_delivered(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class Poster(Protocol):
    """Neither method is to be called while a transaction is open."""

    def check(self, url: str, rules: Rules) -> None:
        """Raises TargetRefused for what nothing would be sent to. A name nobody knows right now is no reason."""

    def post(self, parcel: Parcel) -> Outcome:
        """One try. Whatever goes wrong is in the outcome."""


class NoPoster:
    """For desks that were made without a way out."""

    def check(self, url: str, rules: Rules) -> None:
        raise Unavailable("webhook.no_way_out")

    def post(self, parcel: Parcel) -> Outcome:
        raise Unavailable("webhook.no_way_out")
