"""How the desk is doing: what waits, for how long, and what went wrong. For probes and metrics."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from polydesk.desk.mailroom.models import MailMessage
from polydesk.desk.mailroom.runs import list_runs
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.search.tables import WORDS
from polydesk.desk.sending.models import OutgoingMail
from polydesk.desk.tickets.models import Article, Ticket
from polydesk.kernel.outbox import outbox
from polydesk.kernel.periodic import periodic_job
from polydesk.kernel.work import Look

OPEN_TYPES = frozenset(("new", "open", "pending reminder", "pending auto"))
_TICKET = Ticket.metadata.tables["ticket"]
_ARTICLE = Article.metadata.tables["article"]
_MAIL = OutgoingMail.metadata.tables["outgoing_mail"]
_MESSAGE = MailMessage.metadata.tables["mail_message"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many there are, and the age of the oldest; zero when there are none."""

    count: int
    age: timedelta


@dataclass(frozen=True, slots=True)
class TicketCount:
    queue: str
    state: str
    is_open: bool
    count: int


def count_tickets(look: Look) -> Sequence[TicketCount]:
    """How many tickets are in each queue and state, archived ones too; whoever asks."""
    catalogue = look.config(Catalogue)
    places = (_TICKET.c.queue_id, _TICKET.c.state_id)
    rows = look.connection.execute(select(*places, func.count().label("tickets")).group_by(*places))
    return [
        TicketCount(
            catalogue.queues[row.queue_id].name,
            (state := catalogue.states[row.state_id]).name,
            state.type in OPEN_TYPES,
            row.tickets,
        )
        for row in rows
    ]


def waiting_in_outbox(look: Look) -> Waiting:
    row = look.connection.execute(select(func.count(), func.min(outbox.c.create_time))).one()
    return _waiting(look, *row)


def failing_in_outbox(look: Look) -> int:
    """Rows whose last try failed; they are tried again."""
    return look.connection.execute(select(func.count()).where(outbox.c.error != "")).scalar_one()


def mail_by_state(look: Look) -> dict[str, Waiting]:
    """Outgoing mail: queued, sending, sent, failed, held."""
    counts = select(_MAIL.c.state, func.count(), func.min(_MAIL.c.create_time)).group_by(_MAIL.c.state)
    return {state: _waiting(look, count, since) for state, count, since in look.connection.execute(counts)}


def messages_by_state(look: Look) -> dict[str, int]:
    """Incoming mail: received, accepted, rejected, parked."""
    counts = select(_MESSAGE.c.state, func.count()).group_by(_MESSAGE.c.state)
    return {row[0]: row[1] for row in look.connection.execute(counts)}


def mailbox_ages(look: Look) -> dict[str, timedelta | None]:
    """For each mailbox that was ever fetched from, how long ago that last went well; None if it never did."""
    return {row.name: look.now - row.succeeded_at if row.succeeded_at else None for row in list_runs(look)}


def waiting_for_search(look: Look) -> Waiting:
    """Articles newer than the newest that is indexed. It is written with the article: more than none is a fault."""
    newest = look.connection.execute(select(func.max(WORDS.c.rowid))).scalar_one() or 0
    waiting = select(func.count(), func.min(_ARTICLE.c.create_time)).where(_ARTICLE.c.id > max(newest, 0))
    return _waiting(look, *look.connection.execute(waiting).one())


def job_delays(look: Look) -> dict[str, timedelta]:
    """How far each periodic job is behind its time; zero for those on time."""
    rows = look.connection.execute(select(periodic_job.c.name, periodic_job.c.next_run_at))
    return {row.name: max(look.now - row.next_run_at, timedelta()) for row in rows}


def _waiting(look: Look, count: int, since: datetime | None) -> Waiting:
    return Waiting(count, max(look.now - since, timedelta()) if since else timedelta())
