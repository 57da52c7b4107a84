"""Sign-ins in the audit trail, those that failed as well."""

from polydesk.desk.audit.record import audit
from polydesk.kernel.actors import AgentActor, CustomerActor
from polydesk.kernel.work import Work


def audit_sign_in(work: Work, who: AgentActor | CustomerActor) -> None:
    audit(work.acting(who), "auth.login", *_entity(who))


def audit_sign_out(work: Work, who: AgentActor | CustomerActor) -> None:
    audit(work.acting(who), "auth.logout", *_entity(who))


def audit_failed_sign_in(work: Work, login: str) -> None:
    """`login` is what somebody typed, and may be anything."""
    audit(work, "auth.login_failed", "login", login, nobody=login)


def _entity(who: AgentActor | CustomerActor) -> tuple[str, int | str]:
    return ("user", who.id) if isinstance(who, AgentActor) else ("customer", who.login)
