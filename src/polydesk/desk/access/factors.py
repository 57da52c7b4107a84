"""What an agent needs besides the password: turned on and off, and asked for."""

from polydesk.desk.access.passkeys import NewPasskey, add_passkey, has_passkey, remove_passkey, remove_passkeys
from polydesk.desk.access.recovery_codes import (
    count_recovery_codes,
    forget_recovery_codes,
    make_recovery_codes,
    use_up_recovery_code,
)
from polydesk.desk.people.audit_sign_in import audit_factor
from polydesk.desk.people.directory import Directory
from polydesk.desk.people.second_factor import has_secret, is_asked_for, set_secret, use_up_code
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.errors import NotFound
from polydesk.kernel.settings import Settings
from polydesk.kernel.work import Look, Work

CODE, RECOVERY_CODE, PASSKEY, OIDC = "code", "recovery code", "passkey", "oidc"
"""What a session was opened by, where that was no password alone."""


def needs_second_step(look: Look, agent: AgentActor) -> bool:
    """Whether the password alone does not let this agent in."""
    return is_asked_for(look, of_agents=True) and _has_factor(look, agent)


def has_to_set_up(look: Look, agent: AgentActor, signed_in_by: str) -> bool:
    """Whether this desk wants a second factor of everybody, and this agent came in by a password alone."""
    if look.config(Settings)["AuthTwoFactorModule::AllowEmptySecret"] or not is_asked_for(look, of_agents=True):
        return False
    return not signed_in_by and not _has_factor(look, agent)


def use_up_any_code(work: Work, agent: AgentActor, code: str) -> str | None:
    """Which kind of code it was; None for one that is not good, or no more."""
    if has_secret(work, agent) and use_up_code(work, agent, code):
        return CODE
    if use_up_recovery_code(work, agent, code):
        left = count_recovery_codes(work, agent)
        audit_factor(work, agent, "recovery_code_used", left=left)
        return RECOVERY_CODE
    return None


def turn_codes_on(work: Work, agent: AgentActor, secret: str, *, last_step: int) -> tuple[str, ...]:
    """Recovery codes to be shown once, if the agent has none yet."""
    set_secret(work, agent, secret, last_step=last_step)
    audit_factor(work, agent, "code_on")
    return _first_recovery_codes(work, agent)


def turn_codes_off(work: Work, agent: AgentActor) -> None:
    set_secret(work, agent, "")
    audit_factor(work, agent, "code_off")
    _forget_what_is_left(work, agent)


def take_passkey(work: Work, agent: AgentActor, passkey: NewPasskey, *, name: str, user_handle: str) -> tuple[str, ...]:
    """Recovery codes, as above. Raises Conflict."""
    add_passkey(work, agent, passkey, name=name, user_handle=user_handle)
    return _first_recovery_codes(work, agent)


def give_passkey_up(work: Work, agent: AgentActor, passkey_id: int) -> None:
    """Raises NotFound."""
    remove_passkey(work, agent, passkey_id)
    _forget_what_is_left(work, agent)


def renew_recovery_codes(work: Work, agent: AgentActor) -> tuple[str, ...]:
    codes = make_recovery_codes(work, agent)
    audit_factor(work, agent, "recovery_codes_made", count=len(codes))
    return codes


def forget_factors(work: Work, login: str) -> None:
    """For an agent who has lost all of them: the password alone lets them in again. Raises NotFound."""
    found = work.config(Directory).agents.named_in_any_case(login)
    if found is None:
        raise NotFound("agent.not_found", login=login)
    agent = AgentActor(found.id, found.login)
    set_secret(work, agent, "")
    remove_passkeys(work, agent)
    forget_recovery_codes(work, agent)
    audit_factor(work, agent, "factors_forgotten")


def _has_factor(look: Look, agent: AgentActor) -> bool:
    return has_secret(look, agent) or has_passkey(look, agent)


def _first_recovery_codes(work: Work, agent: AgentActor) -> tuple[str, ...]:
    return () if count_recovery_codes(work, agent) else renew_recovery_codes(work, agent)


def _forget_what_is_left(work: Work, agent: AgentActor) -> None:
    """Without a second door nothing opens it."""
    if not _has_factor(work, agent):
        forget_recovery_codes(work, agent)
