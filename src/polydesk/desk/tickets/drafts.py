"""What an agent has begun to write on a ticket and not sent yet: one draft for each agent, ticket and kind."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, UniqueConstraint, delete, select, text
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
NOTE = "note"
_LONGEST_KIND = 20
_NO_TICKET = text("ticket_id IS NULL")


class Draft(Base):
    __tablename__ = "draft"

    id: Mapped[Id]
    ticket_id: Mapped[Ref | None] = mapped_column(ForeignKey("ticket.id"))
    """None for a ticket that is still to be made."""
    agent_id: Mapped[Ref] = mapped_column(ForeignKey("agent.id"))
    kind: Mapped[str] = mapped_column(String(_LONGEST_KIND))
    """What it is going to be: reply, note, …"""
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Texts by the names of the form's fields."""
    change_time: Mapped[Moment]

    __table_args__ = (
        UniqueConstraint("ticket_id", "agent_id", "kind"),
        Index(
            "ix_draft_new_ticket",
            "agent_id",
            "kind",
            unique=True,
            sqlite_where=_NO_TICKET,
            postgresql_where=_NO_TICKET,
        ),
    )


_TABLE = Draft.metadata.tables["draft"]


def keep_draft(work: Work, ticket_id: int, content: Mapping[str, Any]) -> None:
    """In place of the one of this kind before. It is nobody else's business, so it leaves no history."""
    if sum(len(value) for value in content.values() if isinstance(value, str)) > LONGEST:
        raise Invalid("draft.too_long", limit=LONGEST)
    ticket = load_ticket(work, ticket_id, "note")
    insert = sqlite.insert if work.is_sqlite else postgresql.insert
    row = insert(_TABLE).values(
        ticket_id=ticket.id,
        agent_id=acting_agent_id(work.actor),
        kind=str(content.get("kind") or NOTE)[:_LONGEST_KIND],
        content=dict(content),
        change_time=work.now,
    )
    replaced = {"content": row.excluded.content, "change_time": row.excluded.change_time}
    key = ["ticket_id", "agent_id", "kind"]
    work.connection.execute(row.on_conflict_do_update(index_elements=key, set_=replaced))


def drop_draft(work: Work, ticket_id: int, kind: str | None = None) -> None:
    """Of this kind, or all of them."""
    work.connection.execute(delete(_TABLE).where(*_own(work, ticket_id, kind)))


def find_draft(look: Look, ticket_id: int, kind: str | None = None) -> AnyRow | None:
    """The acting agent's own of this kind, or the one they wrote on last."""
    newest = _TABLE.c.change_time.desc(), _TABLE.c.id.desc()
    return look.connection.execute(
        select(_TABLE).where(*_own(look, ticket_id, kind)).order_by(*newest).limit(1)
    ).first()


def list_drafts(look: Look, ticket_id: int) -> Sequence[AnyRow]:
    """The acting agent's own, the last one first, without what they say."""
    rows = select(_TABLE.c.kind, _TABLE.c.change_time).where(*_own(look, ticket_id, None))
    return look.connection.execute(rows.order_by(_TABLE.c.change_time.desc())).all()


def _own(look: Look, ticket_id: int, kind: str | None) -> list[ColumnElement[bool]]:
    own = [_TABLE.c.ticket_id == ticket_id, _TABLE.c.agent_id == acting_agent_id(look.actor)]
    return own if kind is None else [*own, _TABLE.c.kind == kind]
