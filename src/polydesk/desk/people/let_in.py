"""The door of every dialect: login and password are checked, guessing is slowed down and written down."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from polydesk.desk.people.audit_sign_in import audit_failed_sign_in
from polydesk.desk.people.directory_settings import DirectorySettings
from polydesk.desk.people.failed_sign_ins import count_failed_sign_in
from polydesk.desk.people.sign_in import Ask, SignedIn, sign_in_agent, sign_in_customer
from polydesk.desk.people.throttle import Patience, Throttle
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

Check = Callable[[Look, str, str, Ask | None], SignedIn | None]
ANYBODY: Sequence[Check] = (sign_in_agent, sign_in_customer)
_THROTTLE = Throttle()
Found = TypeVar("Found")


class Door(Protocol):
    """A desk as one request has it; a look may end whenever the directory is asked."""

    def look(self) -> Look: ...

    def work(self) -> AbstractContextManager[Work]: ...

    def is_let_in(self, settings: DirectorySettings, person_id: str, password: str) -> bool: ...


def let_in(desk: Door, login: str, password: str, checks: Sequence[Check] = ANYBODY) -> SignedIn | None:
    """Whoever this is by the first check that knows them; a wrong password is one failure however many are asked.

    Raises TooManyFailures without looking, and DirectoryUnavailable.
    """

    def ask() -> SignedIn | None:
        found = (check(desk.look(), login, password, desk.is_let_in) for check in checks)
        return next((one for one in found if one), None)

    def write_down(work: Work) -> None:
        audit_failed_sign_in(work, login)
        count_failed_sign_in(work, login)

    return slowed_down(desk, login, desk.look().origin, ask, write_down)


def slowed_down(
    desk: Door, name: str, address: str, ask: Callable[[], Found | None], write_down: Callable[[Work], None]
) -> Found | None:
    """What `ask` finds. Finding nothing is a failure, after some of which the next ones under the same name from the
    same address have to wait. Raises TooManyFailures without asking.
    """
    patience = patience_of(desk.look())
    _THROTTLE.check(name, address, patience)
    found = ask()
    if found is not None:
        _THROTTLE.succeeded(name, address)
    elif _THROTTLE.failed(name, address, patience):
        with desk.work() as work:
            write_down(work)
    return found


def patience_of(look: Look) -> Patience:
    settings = look.config(Settings)
    return Patience(settings["SignIn::MostFailures"], settings["SignIn::MostFailuresPerAddress"])
