"""Who somebody is by login and password. What is open to the world asks `let_in`, which slows down guessing."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select, update

from polydesk.desk.columns import VALID
from polydesk.desk.people.directory_link import find_link
from polydesk.desk.people.directory_settings import DirectorySettings
from polydesk.desk.people.models import Agent, CustomerUser, CustomerUserCompany
from polydesk.desk.people.passwords import (
    VerifiedPasswords,
    dummy_verify,
    hash_password,
    is_argon2,
    needs_upgrade,
    verify_password,
)
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.clock import epoch
from polydesk.kernel.work import Look, Work

_VERIFIED = VerifiedPasswords()
_LET_IN = VerifiedPasswords(seconds=60.0)
"""Whom the directory let in a moment ago: some clients sign in with each request."""
Ask = Callable[[DirectorySettings, str, str], bool]
"""Asks the directory whether a person, by their id there, has this password. No transaction may be open."""
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


def sign_in_agent(look: Look, login: str, password: str, ask: Ask | None = None) -> SignedIn | None:
    """None for a wrong password, and just the same, as slowly, for an unknown or invalid agent.

    People from the directory are asked about there, by `ask`, which may end the look: take a new one afterwards.
    Raises DirectoryUnavailable.
    """
    return _checked(look, _agent(look, _storable(login)), password, ask)


def sign_in_customer(
    look: Look, login: str, password: str, ask: Ask | None = None, *, remembered: bool = True
) -> SignedIn | None:
    """As for agents. Not `remembered`, a right password costs as much each time: where something may be wrong
    besides it, an answer that comes sooner would tell that the password was right.
    """
    return _checked(look, _customer(look, _storable(login)), password, ask, remembered=remembered)


@dataclass(frozen=True, slots=True)
class _Known:
    """Somebody of this login, and what their password is to be compared with."""

    actor: AgentActor | CustomerActor
    password_hash: str
    last_login: int
    directory_id: str


def _storable(login: str) -> str:
    """Nobody has a login with characters no database takes: it is an unknown one like others."""
    return "" if "\0" in login or any("\ud800" <= letter <= "\udfff" for letter in login) else login


def _agent(look: Look, login: str) -> _Known | None:
    row = look.connection.execute(
        select(Agent.id, Agent.login, Agent.password_hash, Agent.last_login, Agent.directory_id).where(
            func.lower(Agent.login) == login.lower(), Agent.valid == VALID
        )
    ).first()
    if row is None:
        return None
    return _Known(AgentActor(row.id, row.login), row.password_hash, row.last_login, row.directory_id)


def _customer(look: Look, login: str) -> _Known | None:
    """One statement, whether anybody has this login or not, so that its time tells nobody."""
    further = CustomerUserCompany.customer_id
    rows = look.connection.execute(
        select(
            CustomerUser.login,
            CustomerUser.password_hash,
            CustomerUser.last_login,
            CustomerUser.directory_id,
            CustomerUser.customer_id,
            further.label("further"),
        )
        .outerjoin(CustomerUserCompany, CustomerUserCompany.customer_user_id == CustomerUser.id)
        .where(func.lower(CustomerUser.login) == login.lower(), CustomerUser.valid == VALID)
    ).all()
    if not rows:
        return None
    row = rows[0]
    companies = tuple(one for one in (row.customer_id, *(each.further for each in rows)) if one)
    return _Known(CustomerActor(row.login, companies), row.password_hash, row.last_login, row.directory_id)


def _checked(
    look: Look, known: _Known | None, password: str, ask: Ask | None, *, remembered: bool = True
) -> SignedIn | None:
    if known is not None and known.directory_id:
        return _asked_about(look, known, password, ask, remembered=remembered)
    if known is None or not known.password_hash:
        dummy_verify(password)
        return None
    stored = known.password_hash
    verify = _VERIFIED.verify if remembered else verify_password
    if not verify(password, stored):
        if not is_argon2(stored):
            dummy_verify(password)  # an old hash is checked so fast that it would tell that somebody has it
        return None
    return SignedIn(known.actor, stored, note_login=_is_stale(look, known), upgrade=needs_upgrade(stored))


def _asked_about(look: Look, known: _Known, password: str, ask: Ask | None, *, remembered: bool) -> SignedIn | None:
    """The password the desk may still have of them counts for nothing."""
    settings = find_link(look)
    if settings is None or ask is None:
        dummy_verify(password)
        return None
    signed_in = SignedIn(known.actor, known.password_hash, note_login=_is_stale(look, known), upgrade=False)
    account = f"{settings.host} {known.directory_id}"

    def check(word: str, _account: str) -> bool:
        return ask(settings, known.directory_id, word)

    is_right = _LET_IN.verify_by(password, account, check) if remembered else check(password, account)
    return signed_in if is_right else None


def _is_stale(look: Look, known: _Known) -> bool:
    return epoch(look.now) - known.last_login >= LAST_LOGIN_GRAIN


def note_sign_in(work: Work, signed_in: SignedIn, password: str) -> None:
    """Write down the time of the sign-in, and a hash of today's kind where an old system's was found."""
    actor = signed_in.actor
    table = Agent if isinstance(actor, AgentActor) else CustomerUser
    changes: dict[str, object] = {"last_login": epoch(work.now)}
    if signed_in.upgrade and verify_password(password, signed_in.stored_hash):
        changes["password_hash"] = hash_password(password)
    unchanged = table.password_hash.in_([signed_in.stored_hash])
    work.connection.execute(update(table).where(table.login == actor.login, unchanged).values(**changes))
