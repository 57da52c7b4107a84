"""Whom a password alone lets in: programs have no page on which they could be asked for more.

As with OTRS and its family, a web service lets nobody in by password who has set up a second factor.
"""

from collections.abc import Sequence
from functools import partial

from polydesk.desk.access.factors import needs_second_step
from polydesk.desk.people.let_in import ANYBODY, Check, Door
from polydesk.desk.people.second_factor import has_secret, is_asked_for
from polydesk.desk.people.sign_in import Ask, SignedIn
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look


def by_password_alone(desk: Door, checks: Sequence[Check] = ANYBODY) -> Sequence[Check]:
    """These checks, to which somebody who needs more than the password is like one whose password is wrong."""
    return tuple(partial(_checked, desk, check) for check in checks)


def _checked(
    desk: Door, check: Check, look: Look, login: str, password: str, ask: Ask | None = None
) -> SignedIn | None:
    signed_in = check(look, login, password, ask)
    return None if signed_in and _needs_more(desk.look(), signed_in.actor) else signed_in


def _needs_more(look: Look, person: AgentActor | CustomerActor) -> bool:
    if look.config(Settings)["SignIn::PasswordAloneForAPIs"]:
        return False
    if isinstance(person, AgentActor):
        return needs_second_step(look, person)
    return is_asked_for(look) and has_secret(look, person)
