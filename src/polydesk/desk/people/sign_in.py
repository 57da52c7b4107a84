"""Sign-in with login and password, for agents and for customer users."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select, update

from polydesk.desk.columns import VALID
from polydesk.desk.people.customers import company_ids_of
from polydesk.desk.people.models import Agent, CustomerUser
from polydesk.desk.people.passwords import (
    VerifiedPasswords,
    dummy_verify,
    hash_password,
    is_argon2,
    needs_upgrade,
    verify_password,
)
from polydesk.desk.people.throttle import Throttle
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.clock import epoch
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

_VERIFIED = VerifiedPasswords()
_THROTTLE = Throttle()
LAST_LOGIN_GRAIN = 60
"""Seconds within which further sign-ins of one person are not written down: some clients sign in with each request."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    actor: AgentActor | CustomerActor
    stored_hash: str
    note_login: bool
    upgrade: bool

    @property
    def worth_noting(self) -> bool:
        return self.note_login or self.upgrade


def sign_in_agent(look: Look, login: str, password: str, *, remote_address: str = "") -> SignedIn | None:
    """None for a wrong password, and just the same, as slowly, for an unknown or invalid agent."""
    return _throttled(look, _agent, login, password, remote_address)


def sign_in_customer(look: Look, login: str, password: str, *, remote_address: str = "") -> SignedIn | None:
    return _throttled(look, _customer, login, password, remote_address)


Check = Callable[[Look, str, str], SignedIn | None]


def _throttled(look: Look, check: Check, login: str, password: str, address: str) -> SignedIn | None:
    if _THROTTLE.is_closed(login, address, limit=look.config(Settings)["SignIn::MostFailures"]):
        return None
    signed_in = check(look, login if _can_be_stored(login) else "", password)
    if signed_in is None:
        _THROTTLE.failed(login, address)
    else:
        _THROTTLE.succeeded(login, address)
    return signed_in


def _can_be_stored(login: str) -> bool:
    """Nobody has a login with characters no database takes: it is an unknown one like others."""
    return "\0" not in login and not any("\ud800" <= letter <= "\udfff" for letter in login)


def _agent(look: Look, login: str, password: str) -> SignedIn | None:
    row = look.connection.execute(
        select(Agent.id, Agent.login, Agent.password_hash, Agent.last_login).where(
            func.lower(Agent.login) == login.lower(), Agent.valid == VALID
        )
    ).first()
    if row is None or not row.password_hash:
        dummy_verify(password)
        return None
    return _checked(look, AgentActor(row.id, row.login), password, row.password_hash, row.last_login)


def _customer(look: Look, login: str, password: str) -> SignedIn | None:
    row = look.connection.execute(
        select(CustomerUser.login, CustomerUser.password_hash, CustomerUser.last_login).where(
            func.lower(CustomerUser.login) == login.lower(), CustomerUser.valid == VALID
        )
    ).first()
    if row is None or not row.password_hash:
        dummy_verify(password)
        return None
    customer = CustomerActor(row.login, company_ids_of(look, row.login))
    return _checked(look, customer, password, row.password_hash, row.last_login)


def _checked(
    look: Look, actor: AgentActor | CustomerActor, password: str, stored: str, last_login: int
) -> SignedIn | None:
    if not _VERIFIED.verify(password, stored):
        if not is_argon2(stored):
            dummy_verify(password)  # an old hash is checked so fast that it would tell that somebody has it
        return None
    stale = epoch(look.now) - last_login >= LAST_LOGIN_GRAIN
    return SignedIn(actor, stored, note_login=stale, upgrade=needs_upgrade(stored))


def note_sign_in(work: Work, signed_in: SignedIn, password: str) -> None:
    """Write down the time of the sign-in, and a hash of today's kind where an old system's was found."""
    actor = signed_in.actor
    table = Agent if isinstance(actor, AgentActor) else CustomerUser
    changes: dict[str, object] = {"last_login": epoch(work.now)}
    if signed_in.upgrade and verify_password(password, signed_in.stored_hash):
        changes["password_hash"] = hash_password(password)
    unchanged = table.password_hash.in_([signed_in.stored_hash])
    work.connection.execute(update(table).where(table.login == actor.login, unchanged).values(**changes))
