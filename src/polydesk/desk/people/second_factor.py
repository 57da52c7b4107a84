"""One-time codes as a second factor: RFC 6238 with SHA-1, steps of 30 seconds and 6 digits, as authenticators do."""

import base64
import hmac
import secrets
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from polydesk.desk.people.account_models import SecondFactor
from polydesk.desk.people.models import Preference
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.clock import epoch
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

PREFERENCE = "UserGoogleAuthenticatorSecretKey"
"""Where OTRS keeps the secret. Here it is no preference, which many may read, once it was taken over."""
STEP_SECONDS = 30
_SECRET_BYTES = 20
_LONGEST_SECRET = 200
_TABLE = SecondFactor.metadata.tables["second_factor"]
_PREFERENCE = Preference.metadata.tables["preference"]
Person = AgentActor | CustomerActor


@dataclass(frozen=True, slots=True)
class _Stored:
    secret: str
    last_step: int


def new_secret() -> str:
    """160 random bits in Base32."""
    return base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def is_asked_for(look: Look, *, of_agents: bool = False) -> bool:
    """Whether this desk knows a second factor at all."""
    return bool(look.config(Settings)["AuthTwoFactorModule" if of_agents else "Customer::AuthTwoFactorModule"])


def has_secret(look: Look, person: Person) -> bool:
    return _find(look, person) is not None


def is_good_code(look: Look, person: Person, code: str) -> bool:
    """Whether this code lets the person in; it is not used up by asking."""
    if not is_asked_for(look, of_agents=isinstance(person, AgentActor)):
        return True
    stored = _find(look, person)
    if stored is None:
        is_agent = isinstance(person, AgentActor)
        return is_agent or bool(look.config(Settings)["Customer::AuthTwoFactorModule::AllowEmptySecret"])
    return any(step > stored.last_step for step in _steps_of(look, person, stored.secret, code))


def use_up_code(work: Work, person: Person, code: str) -> bool:
    """Whether the code was still good: of two who come with the same code, one gets in."""
    if not is_good_code(work, person, code):
        return False
    stored = _find(work, person)
    if stored is None or not is_asked_for(work, of_agents=isinstance(person, AgentActor)):
        return True
    used = max(_steps_of(work, person, stored.secret, code))
    row = update(_TABLE).where(*_of(person), _TABLE.c.last_step < used).values(last_step=used)
    return work.connection.execute(row).rowcount > 0


def confirms(look: Look, person: Person, secret: str, code: str) -> int | None:
    """The step a code of a secret belongs to that is not anybody's yet; None for a wrong one."""
    return max(_steps_of(look, person, secret, code), default=None)


def set_secret(work: Work, person: Person, secret: str, *, last_step: int | None = None) -> None:
    """Empty takes the second factor away. Codes up to `last_step` are used up."""
    if secret:
        _store(work, _owner(person), secret, last_step)
    else:
        work.connection.execute(delete(_TABLE).where(*_of(person)))


def take_over_secrets(work: Work) -> None:
    """Of people who came from OTRS with a secret among their preferences."""
    is_one = _PREFERENCE.c.name == PREFERENCE
    rows = select(_PREFERENCE.c.subject_kind, _PREFERENCE.c.subject, _PREFERENCE.c.value).where(is_one)
    for row in work.connection.execute(rows).all():
        if secret := row.value.strip():
            _store(work, {"subject_kind": row.subject_kind, "subject": row.subject}, secret, None)
    work.connection.execute(delete(_PREFERENCE).where(is_one))


def _store(work: Work, owner: Mapping[str, str], secret: str, last_step: int | None) -> None:
    insert = sqlite.insert if work.is_sqlite else postgresql.insert
    row = insert(_TABLE).values(**owner, secret=secret, last_step=last_step or 0)
    changed = {"secret": secret} | ({"last_step": last_step} if last_step is not None else {})
    work.connection.execute(row.on_conflict_do_update(index_elements=["subject_kind", "subject"], set_=changed))


def _find(look: Look, person: Person) -> _Stored | None:
    row = look.connection.execute(select(_TABLE.c.secret, _TABLE.c.last_step).where(*_of(person))).first()
    return _Stored(row.secret, row.last_step) if row else None


def _steps_of(look: Look, person: Person, secret: str, code: str) -> list[int]:
    """The steps this code is right for, of those that count now."""
    prefix = "" if isinstance(person, AgentActor) else "Customer::"
    steps = _current_steps(look.now, previous=look.config(Settings)[f"{prefix}AuthTwoFactorModule::AllowPreviousToken"])
    sent = "".join(code.split()).encode("utf-8", "replace")
    return [step for step in steps if hmac.compare_digest(_code(secret, step).encode(), sent)]


def _current_steps(now: datetime, *, previous: bool) -> Iterable[int]:
    step = epoch(now) // STEP_SECONDS
    return (step, step - 1) if previous else (step,)


def _code(secret: str, step: int) -> str:
    """Nothing anybody can send, if the secret is none."""
    try:
        key = base64.b32decode(secret[:_LONGEST_SECRET] + "=" * (-len(secret[:_LONGEST_SECRET]) % 8), casefold=True)
    except ValueError:
        return " "
    digest = hmac.digest(key, struct.pack(">Q", step), "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def _owner(person: Person) -> dict[str, str]:
    return {"subject_kind": "agent" if isinstance(person, AgentActor) else "customer", "subject": person.login}


def _of(person: Person) -> tuple[ColumnElement[bool], ...]:
    return tuple(_TABLE.c[name] == value for name, value in _owner(person).items())
