"""Lets the search index find articles where they have gone."""

from sqlalchemy import update

from polydesk.desk.search.tables import ARTICLES, WORDS
from polydesk.desk.tickets.side_events import TicketMerged
from polydesk.kernel.among import among
from polydesk.kernel.work import Work


def index_merged(work: Work, event: TicketMerged) -> None:
    """The recorder of TicketMerged and of its undoing, which are recorded on both tickets; once is enough."""
    if not event.is_main:
        return
    work.flush()
    for table in (ARTICLES, WORDS):
        moved = update(table).where(among(table.c.rowid, "moved")).values(ticket_id=event.goes_to)
        work.connection.execute(moved, {"moved": event.article_ids})
