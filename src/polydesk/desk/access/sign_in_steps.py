"""What a sign-in has to remember between two requests of one browser, which has a token for it.

A step is good for its own kind only, for a few minutes, and for one try to go on: it opens nothing by itself.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, select

from polydesk.desk.access.sign_in_models import SignInStep
from polydesk.desk.people.sessions import token_hash
from polydesk.kernel.work import Look, Work

LIFETIME = timedelta(minutes=5)
MOST_OF_AN_ADDRESS = 1000
"""Anybody can begin: the oldest give way."""
_TABLE = SignInStep.metadata.tables["sign_in_step"]


@dataclass(frozen=True, slots=True)
class Step:
    agent_id: int | None
    data: Mapping[str, Any]


def begin_step(work: Work, kind: str, data: Mapping[str, Any], *, agent_id: int | None = None) -> str:
    """The token that names it. Those that were not gone on with leave."""
    here = _TABLE.c.remote_address == work.origin[:60]
    newest = select(_TABLE.c.token_hash).where(here).order_by(_TABLE.c.expires_at.desc()).limit(MOST_OF_AN_ADDRESS)
    is_old = (_TABLE.c.expires_at <= work.now) | (here & _TABLE.c.token_hash.not_in(newest))
    work.connection.execute(delete(_TABLE).where(is_old))
    token = secrets.token_urlsafe(32)
    row = insert(_TABLE).values(
        token_hash=token_hash(token),
        kind=kind,
        agent_id=agent_id,
        data=dict(data),
        remote_address=work.origin[:60],
        expires_at=work.now + LIFETIME,
    )
    work.connection.execute(row)
    return token


def find_step(look: Look, kind: str, token: str) -> Step | None:
    """The step of this token, which stays."""
    is_it = (_TABLE.c.token_hash == token_hash(token), _TABLE.c.kind == kind, _TABLE.c.expires_at > look.now)
    row = look.connection.execute(select(_TABLE.c.agent_id, _TABLE.c.data).where(*is_it)).first()
    return Step(row.agent_id, row.data) if row else None


def take_step(work: Work, kind: str, token: str) -> Step | None:
    """As `find_step`, and nobody finds it again: of two who come with the same token, one goes on."""
    is_it = (_TABLE.c.token_hash == token_hash(token), _TABLE.c.kind == kind, _TABLE.c.expires_at > work.now)
    row = work.connection.execute(delete(_TABLE).where(*is_it).returning(_TABLE.c.agent_id, _TABLE.c.data)).first()
    return Step(row.agent_id, row.data) if row else None
