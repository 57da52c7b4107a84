"""Forget mail that is long done."""

from datetime import timedelta

from sqlalchemy import delete, select

from polydesk.desk.desk import Desk
from polydesk.desk.sending.models import FAILED, HELD, SENT, OutgoingMail
from polydesk.kernel.settings import Settings

AT_ONCE = 1000
"""Nobody waits long for a table to be tidied."""
_MAIL = OutgoingMail.metadata.tables["outgoing_mail"]


def expire_mail(desk: Desk) -> None:
    """Delete what was sent, refused or held `MailQueue::KeepDays` ago. What still waits stays; so do all articles.

    By the time of the last try, which has an index.
    """
    while _deleted_some(desk):
        pass


def _deleted_some(desk: Desk) -> bool:
    with desk.work() as work:
        before = work.now - timedelta(days=work.config(Settings)["MailQueue::KeepDays"])
        old = (
            select(_MAIL.c.id)
            .where(_MAIL.c.state.in_((SENT, FAILED, HELD)), _MAIL.c.next_try_at < before)
            .limit(AT_ONCE)
        )
        ids = list(work.connection.execute(old).scalars())
        if ids:
            work.connection.execute(delete(_MAIL).where(_MAIL.c.id.in_(ids)))
    return len(ids) == AT_ONCE
