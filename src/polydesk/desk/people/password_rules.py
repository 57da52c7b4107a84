"""What a customer's new password must be, rule by rule, in OTRS' order."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, func, insert, select

from polydesk.desk.people.account_models import PastPassword
from polydesk.desk.people.models import CustomerUser
from polydesk.desk.people.passwords import MAX_PASSWORD_LENGTH, verify_password
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.patterns import PatternError, bounded
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

_PAST = PastPassword.metadata.tables["past_password"]


@dataclass(frozen=True, slots=True)
class Objection:
    """`text` is English with `%d` where `data` belongs."""

    text: str
    data: tuple[str, ...] = ()


def objection_to(look: Look, person: CustomerActor, password: str) -> Objection | None:
    """The first rule the password breaks. It may be one of the person's last ones, which is found out last."""
    settings = look.config(Settings)
    shortest = settings["Customer::PasswordMinSize"]
    if not _is_allowed(settings["Customer::PasswordRegExp"], password) or len(password) > MAX_PASSWORD_LENGTH:
        return Objection("This password is not allowed.")
    if len(password) < shortest:
        return Objection("Password must have at least %d character(s).", (str(shortest),))
    for name, is_met, text in _KINDS:
        if settings[name] and not is_met(password):
            return Objection(text)
    if _is_one_of_the_last(look, person, password, settings["Customer::PasswordHistory"]):
        return Objection("This password has already been used. Please choose a new one.")
    return None


def remember_password(work: Work, person: CustomerActor) -> None:
    """Before it is changed: keep the one that goes, and as many before it as count."""
    most = work.config(Settings)["Customer::PasswordHistory"]
    stored = _stored_hash(work, person)
    if stored:
        row = insert(_PAST).values(subject_kind="customer", subject=person.login, password_hash=stored)
        work.connection.execute(row.values(create_time=work.now))
    kept = select(_PAST.c.id).where(*_of(person)).order_by(_PAST.c.id.desc()).limit(most).scalar_subquery()
    work.connection.execute(delete(_PAST).where(*_of(person), _PAST.c.id.not_in(kept)))


def _is_one_of_the_last(look: Look, person: CustomerActor, password: str, count: int) -> bool:
    if count == 0:
        return False
    past = select(_PAST.c.password_hash).where(*_of(person)).order_by(_PAST.c.id.desc()).limit(count - 1)
    hashes = [_stored_hash(look, person), *look.connection.execute(past).scalars()]
    return any(verify_password(password, one) for one in hashes if one)


def _stored_hash(look: Look, person: CustomerActor) -> str:
    row = select(CustomerUser.password_hash).where(func.lower(CustomerUser.login) == person.login.lower())
    return look.connection.execute(row).scalar() or ""


def _is_allowed(pattern: str, password: str) -> bool:
    if not pattern:
        return True
    try:
        return bounded(pattern).fullmatch(password) is not None
    except PatternError:
        return True


def _lower_and_upper(password: str) -> bool:
    return sum(map(str.islower, password)) >= 2 and sum(map(str.isupper, password)) >= 2


def _digit(password: str) -> bool:
    return any(map(str.isdigit, password))


def _letters(password: str) -> bool:
    return sum(map(str.isalpha, password)) >= 2


def _three_kinds(password: str) -> bool:
    kinds = (str.islower, str.isupper, str.isdigit, lambda letter: not letter.isalnum())
    return sum(any(map(kind, password)) for kind in kinds) >= 3


_KINDS = (
    (
        "Customer::PasswordMin2Lower2UpperCharacters",
        _lower_and_upper,
        "Password must contain at least two small and two big letters.",
    ),
    ("Customer::PasswordNeedDigit", _digit, "Password must contain at least one digit."),
    ("Customer::PasswordMin2Characters", _letters, "Password must contain at least two letters."),
    (
        "Customer::PasswordMin3Of4Kinds",
        _three_kinds,
        "Password must contain three of these: small letters, big letters, digits, other characters.",
    ),
)


def _of(person: CustomerActor) -> tuple[ColumnElement[bool], ...]:
    return _PAST.c.subject_kind == "customer", _PAST.c.subject == person.login
