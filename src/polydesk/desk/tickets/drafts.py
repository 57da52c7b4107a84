"""What an agent has begun to write on a ticket and not sent yet: one draft for each agent and ticket."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Id, Moment, Ref
from polydesk.desk.tickets.access import load_ticket
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.db import AnyRow, Base
from polydesk.kernel.errors import Invalid
from polydesk.kernel.work import Look, Work

LONGEST = 1_000_000
"""So many characters all texts of a draft may have together."""


class Draft(Base):
    __tablename__ = "draft"

    id: Mapped[Id]
    ticket_id: Mapped[Ref] = mapped_column(ForeignKey("ticket.id"))
    agent_id: Mapped[Ref] = mapped_column(ForeignKey("agent.id"))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Texts by the names of the form's fields."""
    change_time: Mapped[Moment]

    __table_args__ = (UniqueConstraint("ticket_id", "agent_id"),)


_TABLE = Draft.metadata.tables["draft"]


def keep_draft(work: Work, ticket_id: int, content: Mapping[str, str]) -> None:
    """In place of the one before. It is nobody else's business, so it leaves no history."""
    if sum(len(text) for text in content.values()) > LONGEST:
        raise Invalid("draft.too_long", limit=LONGEST)
    ticket = load_ticket(work, ticket_id, "note")
    insert = sqlite.insert if work.is_sqlite else postgresql.insert
    row = insert(_TABLE).values(
        ticket_id=ticket.id, agent_id=acting_agent_id(work.actor), content=dict(content), change_time=work.now
    )
    replaced = {"content": row.excluded.content, "change_time": row.excluded.change_time}
    work.connection.execute(row.on_conflict_do_update(index_elements=["ticket_id", "agent_id"], set_=replaced))


def drop_draft(work: Work, ticket_id: int) -> None:
    own = (_TABLE.c.ticket_id == ticket_id, _TABLE.c.agent_id == acting_agent_id(work.actor))
    work.connection.execute(delete(_TABLE).where(*own))


def find_draft(look: Look, ticket_id: int) -> AnyRow | None:
    """The acting agent's own."""
    own = (_TABLE.c.ticket_id == ticket_id, _TABLE.c.agent_id == acting_agent_id(look.actor))
    return look.connection.execute(select(_TABLE).where(*own)).first()
