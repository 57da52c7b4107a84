"""Forget the files of forms that nobody has sent in for a day; their contents, and those of forms sent in, a day later.

By then no row speaks of them, whatever became of the transaction that was to write or to remove it. What agents have
begun as a new ticket is forgotten a week after they last wrote on it; until then its files stay, however old.
"""

from datetime import timedelta

from sqlalchemy import delete

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.new_ticket_drafts import expire_new_ticket_drafts
from polydesk.desk.uploads.models import Upload

_TABLE = Upload.metadata.tables["upload"]
_KEPT = timedelta(days=1)
_DRAFTS_KEPT = timedelta(days=7)


def expire_uploads(desk: Desk) -> None:
    with desk.work() as work:
        work.connection.execute(delete(_TABLE).where(_TABLE.c.create_time < work.now - _KEPT))
        needed = expire_new_ticket_drafts(work, work.now - _DRAFTS_KEPT)
        long_ago = work.now - 2 * _KEPT
    desk.files.waiting.remove_before(long_ago, besides=needed)
