"""Who has a ticket open just now, and who is writing on it: rows that are worth nothing a minute later.

They have no foreign keys: on PostgreSQL those would lock the ticket, and wait for whoever is changing it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import String, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from polydesk.desk.columns import Moment
from polydesk.desk.tickets.queries import show_ticket
from polydesk.kernel.actors import acting_agent_id
from polydesk.kernel.among import among
from polydesk.kernel.db import Base, BigId
from polydesk.kernel.errors import NotFound
from polydesk.kernel.work import Look, Work

LASTS = timedelta(seconds=45)
"""Pages say again that they are there well before; one that was closed without a word is forgotten after it."""
WORTH_NOTING = timedelta(seconds=5)
MOST_OF_ONE = 20
"""Tickets an agent can be at. Of more, the latest count."""
LONGEST_PAGE = 40


class Doing(StrEnum):
    VIEWING, REPLYING, WRITING = "viewing", "replying", "writing"


class Presence(Base):
    """`page` is the page that has said it last: when an older one closes, its agent stays."""

    __tablename__ = "presence"

    ticket_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    agent_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    page: Mapped[str] = mapped_column(String(LONGEST_PAGE))
    doing: Mapped[str] = mapped_column(String(10))
    until: Mapped[Moment]


Company = tuple[tuple[int, Doing], ...]
"""Agents by their ids, and what they do."""
_TABLE = Presence.metadata.tables["presence"]
_T = _TABLE.c
_THERE = select(_T.ticket_id, _T.agent_id, _T.doing).where(among(_T.ticket_id, "tickets"))


def is_noted(look: Look, ticket_id: int, page: str, doing: Doing) -> bool:
    """Whether the same was said a moment ago, so that it costs no writing again."""
    own = (_T.ticket_id == ticket_id, _T.agent_id == acting_agent_id(look.actor))
    row = look.connection.execute(select(_TABLE).where(*own)).first()
    if row is None or (row.page, row.doing) != (page, doing):
        return False
    return bool(row.until - look.now > LASTS - WORTH_NOTING)


def note_presence(work: Work, ticket_id: int, page: str, doing: Doing) -> None:
    """Raises NotFound for a ticket the actor may not read. It is no change of the ticket, and leaves no history."""
    if show_ticket(work, ticket_id) is None:
        raise NotFound("ticket", id=ticket_id)
    agent_id = acting_agent_id(work.actor)
    own = select(_T.ticket_id).where(_T.agent_id == agent_id, _T.ticket_id != ticket_id)
    too_many = own.order_by(_T.until.desc(), _T.ticket_id).offset(MOST_OF_ONE - 1)
    of_no_more_use = (_T.until <= work.now) | ((_T.agent_id == agent_id) & _T.ticket_id.in_(too_many))
    work.connection.execute(delete(_TABLE).where(of_no_more_use))
    insert = sqlite.insert if work.is_sqlite else postgresql.insert
    values = {"page": page[:LONGEST_PAGE], "doing": doing.value, "until": work.now + LASTS}
    row = insert(_TABLE).values(ticket_id=ticket_id, agent_id=agent_id, **values)
    work.connection.execute(row.on_conflict_do_update(index_elements=["ticket_id", "agent_id"], set_=values))


def forget_presence(work: Work, ticket_id: int, page: str) -> None:
    """The page was closed."""
    own = (_T.ticket_id == ticket_id, _T.agent_id == acting_agent_id(work.actor), _T.page == page)
    work.connection.execute(delete(_TABLE).where(*own))


def list_present(look: Look, ticket_ids: Collection[int]) -> Mapping[int, Company]:
    """Who is at these tickets; who may hear of it is for the caller to ask."""
    rows = look.connection.execute(
        _THERE.where(_T.until > look.now).order_by(_T.agent_id), {"tickets": sorted(ticket_ids)}
    )
    found: dict[int, Company] = defaultdict(tuple)
    for row in rows:
        found[row.ticket_id] += ((row.agent_id, Doing(row.doing)),)
    return found
