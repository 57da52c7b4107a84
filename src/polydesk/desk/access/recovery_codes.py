"""Codes on paper, for an agent who has lost what usually opens the second door: each works once."""

import base64
import secrets

from sqlalchemy import delete, func, insert, select

from polydesk.desk.access.sign_in_models import RecoveryCode
from polydesk.desk.people.sessions import token_hash
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.work import Look, Work

COUNT = 8
_BYTES = 10
_GROUP = 4
_TABLE = RecoveryCode.metadata.tables["recovery_code"]


def make_recovery_codes(work: Work, agent: AgentActor) -> tuple[str, ...]:
    """New ones instead of those there are: 80 random bits each, to be shown this once."""
    forget_recovery_codes(work, agent)
    codes = [base64.b32encode(secrets.token_bytes(_BYTES)).decode() for _ in range(COUNT)]
    work.connection.execute(insert(_TABLE), [{"agent_id": agent.id, "code_hash": token_hash(one)} for one in codes])
    return tuple("-".join(one[start : start + _GROUP] for start in range(0, len(one), _GROUP)) for one in codes)


def use_up_recovery_code(work: Work, agent: AgentActor, code: str) -> bool:
    """Whether there was one. Case, blanks and hyphens are as people type them."""
    plain = "".join(code.replace("-", "").split()).upper()
    row = delete(_TABLE).where(_TABLE.c.agent_id == agent.id, _TABLE.c.code_hash == token_hash(plain))
    return work.connection.execute(row).rowcount > 0


def count_recovery_codes(look: Look, agent: AgentActor) -> int:
    rows = select(func.count()).select_from(_TABLE).where(_TABLE.c.agent_id == agent.id)
    return look.connection.execute(rows).scalar_one()


def forget_recovery_codes(work: Work, agent: AgentActor) -> None:
    work.connection.execute(delete(_TABLE).where(_TABLE.c.agent_id == agent.id))
