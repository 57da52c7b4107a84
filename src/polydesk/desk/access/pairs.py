"""Token pairs: one sign-in is one row, which its access tokens and its one current refresh token point to.

Ending the sign-in is deleting the row, so that nothing that was signed for it is good any more.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from polydesk.desk.access.sessions import Person, Sessions
from polydesk.desk.people.sessions import person_behind, token_hash
from polydesk.kernel.work import Look, Work

PAIRS = Sessions("pair")


@dataclass(frozen=True, slots=True)
class Pair:
    """`handle` names the sign-in in all its tokens, `refresh` is what only the current refresh token carries."""

    handle: str
    refresh: str


@dataclass(frozen=True, slots=True)
class SignIn:
    id: int
    actor: Person


def open_pair(work: Work, actor: Person, *, lifetime: timedelta, remote_address: str, client: str) -> Pair:
    """Write down a sign-in that ends by itself after `lifetime`, unless its tokens are renewed."""
    refresh = secrets.token_urlsafe(24)
    handle = PAIRS.open(
        work,
        actor,
        lifetime=lifetime,
        remote_address=remote_address,
        client=client,
        is_interactive=False,
        refresh_hash=token_hash(refresh),
    )
    return Pair(handle, refresh)


def find_sign_in(look: Look, handle: str) -> SignIn | None:
    """The sign-in of this handle, if it has not ended and its person may still come in."""
    row = PAIRS.row(look, handle)
    if row is None or (row.expires_at is not None and row.expires_at <= look.now):
        return None
    actor = person_behind(look, row.subject_kind, row.subject, password_version=row.password_version)
    return SignIn(row.id, actor) if actor else None


def renew_pair(work: Work, handle: str, refresh: str, *, lifetime: timedelta) -> tuple[SignIn, Pair] | None:
    """A new refresh token for the old one, which is good no more.

    One that was replaced before ends the whole sign-in: either its owner or a thief has the newer one.
    """
    found = find_sign_in(work, handle)
    if found is None:
        return None
    pair = Pair(handle, secrets.token_urlsafe(24))
    if not PAIRS.renew(work, handle, token_hash(refresh), token_hash(pair.refresh), work.now + lifetime):
        PAIRS.end(work, handle)
        return None
    return found, pair
