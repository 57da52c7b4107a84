"""What administrators ask of the mail edge. Who answers is handed in: the desk opens no connections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from polydesk.kernel.errors import Unavailable


@dataclass(frozen=True, slots=True)
class Step:
    """Of a test of a mailbox: name, password, connection, security, sign_in, folder, time.

    `said` is what there is to say: addresses, a number, or why it failed.
    """

    name: str
    is_good: bool
    said: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    taken: int
    complaint: str = ""
    is_busy: bool = False
    """Another process is fetching from it, or it goes on in the background."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a postmaster filter says to a mail."""

    rule: str
    has_matched: bool
    set: Mapping[str, str] = field(default_factory=dict)
    is_last: bool = False
    """Those after it are not asked."""


@dataclass(frozen=True, slots=True)
class Consent:
    """One attempt to sign a mailbox in at its provider: `url` is where a person does so."""

    url: str
    redirect_uri: str
    state: str
    verifier: str


class MailOffice(Protocol):
    """No method is to be called while a transaction is open."""

    def test(self, mailbox_id: int) -> Sequence[Step]:
        """Connect, sign in and count what waits. Nothing is fetched or changed. Raises NotFound."""

    def fetch(self, mailbox_id: int) -> Fetched:
        """Fetch now, with some patience. Raises NotFound, also for a mailbox that is out of use."""

    def has_secret(self, mailbox_name: str, *, of_client: bool = False) -> bool: ...

    def put_secret(self, mailbox_name: str, secret: str, *, of_client: bool = False) -> None:
        """Raises Invalid for what no server could be told."""

    def forget_secrets(self, mailbox_name: str) -> None:
        """What is stored under this name was meant for another server."""

    def ask_consent(self, mailbox_id: int, redirect_uri: str) -> Consent:
        """Asks nobody yet. Raises NotFound, and Invalid for a mailbox that is not signed in to by OAuth2."""

    def take_consent(self, mailbox_id: int, consent: Consent, address: str) -> None:
        """Get and store the refresh token for the `address` the browser was sent back to. Raises NotFound, Invalid,
        and other errors with a `message` where there is none to be had.
        """

    def ask_rules(self, raw: bytes) -> Sequence[Answered]:
        """The postmaster filters in use, asked in their order. Nothing becomes of the mail. Raises Invalid."""

    def retry(self, message_id: int) -> str:
        """Work once more on a mail that became nothing; what became of it now. Raises NotFound."""


class NoMailOffice:
    """For desks that were made without a mail edge."""

    def test(self, mailbox_id: int) -> Sequence[Step]:
        raise Unavailable("mail.no_office")

    def fetch(self, mailbox_id: int) -> Fetched:
        raise Unavailable("mail.no_office")

    def has_secret(self, mailbox_name: str, *, of_client: bool = False) -> bool:
        return False

    def put_secret(self, mailbox_name: str, secret: str, *, of_client: bool = False) -> None:
        raise Unavailable("mail.no_office")

    def forget_secrets(self, mailbox_name: str) -> None:
        """There are none."""

    def ask_consent(self, mailbox_id: int, redirect_uri: str) -> Consent:
        raise Unavailable("mail.no_office")

    def take_consent(self, mailbox_id: int, consent: Consent, address: str) -> None:
        raise Unavailable("mail.no_office")

    def ask_rules(self, raw: bytes) -> Sequence[Answered]:
        raise Unavailable("mail.no_office")

    def retry(self, message_id: int) -> str:
        raise Unavailable("mail.no_office")
