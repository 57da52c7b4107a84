"""Sessions of OTRS 7's API: one per sign-in of a customer user, which the token names, and only so many at a time."""

from polydesk.desk.access.sessions import Sessions
from polydesk.kernel.actors import CustomerActor
from polydesk.kernel.errors import Conflict
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Work

CUSTOMER_SESSIONS = Sessions("customer session")


def open_customer_session(
    work: Work, actor: CustomerActor, *, remote_address: str, client: str, is_interactive: bool
) -> str:
    """Write down a sign-in; what names it is returned. Raises Conflict where there are too many already."""
    _check_limits(work, actor)
    return CUSTOMER_SESSIONS.open(
        work, actor, remote_address=remote_address, client=client, is_interactive=is_interactive
    )


def _check_limits(work: Work, actor: CustomerActor) -> None:
    """All customers' first, then this one's."""
    settings = work.config(Settings)
    everybody, mine = CUSTOMER_SESSIONS.count(work, actor)
    if 0 < settings["CustomerSessionLimit"] <= everybody:
        raise Conflict("session.limit")
    if 0 < settings["CustomerSessionPerUserLimit"] <= mine:
        raise Conflict("session.limit_per_user")
