"""Forget the files of forms that nobody has sent in for a day."""

from datetime import timedelta

from sqlalchemy import delete

from polydesk.desk.desk import Desk
from polydesk.desk.uploads.models import Upload

_TABLE = Upload.metadata.tables["upload"]
_KEPT = timedelta(days=1)


def expire_uploads(desk: Desk) -> None:
    with desk.work() as work:
        work.connection.execute(delete(_TABLE).where(_TABLE.c.create_time < work.now - _KEPT))
