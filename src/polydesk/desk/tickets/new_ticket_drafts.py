"""What an agent has begun to write for a ticket that is not there yet: one draft for each agent and way in.

They are rows of the table of drafts without a ticket, so nobody finds them by one. Each has a key of its own: a form
that was begun before another one took its place changes and removes nothing of that.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from polydesk.desk.people.models import Agent
from polydesk.desk.tickets.drafts import LONGEST, Draft
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.db import AnyRow
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Look, Work

Pairs = list[list[str]]
File = dict[str, Any]
_TABLE = Draft.metadata.tables["draft"]


@dataclass(frozen=True, slots=True)
class NewTicketDraft:
    """`kind` is the way it is kept under; `typed` what the form held, name by name. `files` are as those of drafts."""

    id: int
    kind: str
    key: str
    typed: Pairs
    files: tuple[File, ...]
    change_time: datetime

    def text(self, name: str) -> str:
        return next((value for one, value in self.typed if one == name), "")


def list_new_ticket_drafts(look: Look) -> list[NewTicketDraft]:
    """The acting agent's own, which are two at most."""
    own = (_TABLE.c.ticket_id.is_(None), _TABLE.c.agent_id == acting_agent_id(look.actor))
    return [_draft(row) for row in look.connection.execute(select(_TABLE).where(*own).order_by(_TABLE.c.id))]


def load_new_ticket_drafts(work: Work) -> list[NewTicketDraft]:
    """To change them: whoever does waits for who is just doing so."""
    me = select(Agent.id).where(Agent.id == acting_agent_id(work.actor))
    work.connection.execute(me.with_for_update(key_share=True))
    return list_new_ticket_drafts(work)


def keep_new_ticket_draft(work: Work, kind: str, key: str, typed: Pairs, files: tuple[File, ...]) -> None:
    """In place of what the same form has kept before, or else of the one of this kind.

    A form that turns from a call to a mail takes its draft along, unless another one is there already.
    """
    if sum(len(name) + len(value) for name, value in typed) > LONGEST:
        raise Invalid("draft.too_long", limit=LONGEST)
    drafts = load_new_ticket_drafts(work)
    before = next((one for one in drafts if one.key == key), None)
    if before and any(one.kind == kind and one.key != key for one in drafts):
        kind = before.kind
    _delete(work, [one.id for one in drafts if one.key == key or one.kind == kind])
    content = {"key": key, "typed": typed, "files": list(files)}
    row: Mapping[str, Any] = {"kind": kind, "content": content, "change_time": work.now}
    work.connection.execute(insert(_TABLE).values(agent_id=acting_agent_id(work.actor), **row))


def take_new_ticket_draft(work: Work, key: str) -> NewTicketDraft | None:
    """It is gone with what is made of it; None if another one has taken its place."""
    draft = next((one for one in load_new_ticket_drafts(work) if one.key == key), None)
    if draft:
        _delete(work, [draft.id])
    return draft


def expire_new_ticket_drafts(work: Work, before: datetime) -> set[str]:
    """Everybody's that nobody has written on since. Returns what contents those that stay speak of."""
    is_new = _TABLE.c.ticket_id.is_(None)
    work.connection.execute(delete(_TABLE).where(is_new, _TABLE.c.change_time < before))
    rows = work.connection.execute(select(_TABLE.c.content["files"]).where(is_new)).scalars()
    return {file["hash"] for files in rows for file in files}


def _delete(work: Work, ids: list[int]) -> None:
    if ids:
        work.connection.execute(delete(_TABLE).where(_TABLE.c.id.in_(ids)))


def _draft(row: AnyRow) -> NewTicketDraft:
    content = row.content
    return NewTicketDraft(row.id, row.kind, content["key"], content["typed"], tuple(content["files"]), row.change_time)
