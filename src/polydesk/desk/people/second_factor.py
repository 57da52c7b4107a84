"""One-time codes as a second factor: RFC 6238 with SHA-1, steps of 30 seconds and 6 digits, as authenticators do."""

import base64
import hmac
import re
import struct
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from polydesk.desk.people.account_models import SecondFactor
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.clock import epoch
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

STEP_SECONDS = 30
_SECRET = re.compile(r"[A-Z2-7]{16}")
_TABLE = SecondFactor.metadata.tables["second_factor"]


def is_secret(text: str) -> bool:
    return bool(_SECRET.fullmatch(text))


def is_asked_for(look: Look) -> bool:
    """Whether this desk knows a second factor at all."""
    return bool(look.config(Settings)["Customer::AuthTwoFactorModule"])


def has_secret(look: Look, person: CustomerActor) -> bool:
    return look.connection.execute(select(_TABLE.c.secret).where(*_of(person))).first() is not None


def is_good_code(look: Look, person: CustomerActor, code: str) -> bool:
    """Whether this code lets the person in; it is not used up by asking."""
    settings = look.config(Settings)
    if not is_asked_for(look):
        return True
    row = look.connection.execute(select(_TABLE.c.secret, _TABLE.c.last_step).where(*_of(person))).first()
    if row is None:
        return bool(settings["Customer::AuthTwoFactorModule::AllowEmptySecret"])
    return any(step > row.last_step for step in _steps_of(look, row.secret, code))


def use_up_code(work: Work, person: CustomerActor, code: str) -> bool:
    """Whether the code was still good: of two who come with the same code, one gets in."""
    if not is_good_code(work, person, code):
        return False
    secret = work.connection.execute(select(_TABLE.c.secret).where(*_of(person))).scalar()
    if secret is None or not is_asked_for(work):
        return True
    used = max(_steps_of(work, secret, code))
    row = update(_TABLE).where(*_of(person), _TABLE.c.last_step < used).values(last_step=used)
    return work.connection.execute(row).rowcount > 0


def set_secret(work: Work, person: CustomerActor, secret: str) -> None:
    """Empty takes the second factor away."""
    if not secret:
        work.connection.execute(delete(_TABLE).where(*_of(person)))
        return
    insert = sqlite.insert if work.is_sqlite else postgresql.insert
    row = insert(_TABLE).values(subject_kind="customer", subject=person.login, secret=secret, last_step=0)
    same = row.on_conflict_do_update(index_elements=["subject_kind", "subject"], set_={"secret": secret})
    work.connection.execute(same)


def _steps_of(look: Look, secret: str, code: str) -> list[int]:
    """The steps this code is right for, of those that count now."""
    steps = _current_steps(
        look.now, previous=look.config(Settings)["Customer::AuthTwoFactorModule::AllowPreviousToken"]
    )
    return [step for step in steps if hmac.compare_digest(_code(secret, step).encode(), code.strip().encode())]


def _current_steps(now: datetime, *, previous: bool) -> Iterable[int]:
    step = epoch(now) // STEP_SECONDS
    return (step, step - 1) if previous else (step,)


def _code(secret: str, step: int) -> str:
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def _of(person: CustomerActor) -> tuple[ColumnElement[bool], ...]:
    return _TABLE.c.subject_kind == "customer", _TABLE.c.subject == person.login
