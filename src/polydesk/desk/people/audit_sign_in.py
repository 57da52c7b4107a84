"""Sign-ins in the audit trail, those that failed as well."""

from polydesk.desk.audit.record import audit
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.work import Work


def audit_sign_in(work: Work, who: AgentActor | CustomerActor, *, by: str = "") -> None:
    """`by` is what opened the door, where that was no password alone."""
    audit(work.acting(who), "auth.login", *_entity(who), new={"by": by} if by else None)


def audit_sign_out(work: Work, who: AgentActor | CustomerActor) -> None:
    audit(work.acting(who), "auth.logout", *_entity(who))


def audit_failed_sign_in(work: Work, login: str, *, by: str = "", reason: str = "") -> None:
    """`login` is what somebody typed, and may be anything; `by` is what they came with, where that was no password."""
    told = {name: value for name, value in (("by", by), ("reason", reason)) if value}
    audit(work, "auth.login_failed", "login", login, new=told or None, nobody=login)


def audit_factor(work: Work, who: AgentActor, what: str, **told: str | int) -> None:
    """What an agent signs in with has changed; `what` says how, as in `code_on` or `passkey_removed`."""
    audit(work, f"auth.{what}", "user", who.id, new=told or None)


def _entity(who: AgentActor | CustomerActor) -> tuple[str, int | str]:
    return ("user", who.id) if isinstance(who, AgentActor) else ("customer", who.login)
