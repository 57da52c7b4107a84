"""Sessions that are over leave the database. They let nobody in before that either: signing in checks their age."""

from datetime import timedelta

from sqlalchemy import and_, delete, or_

from polydesk.desk.desk import Desk
from polydesk.desk.people.models import AccessToken
from polydesk.kernel.settings import Settings


def expire_sessions(desk: Desk) -> None:
    with desk.work() as work:
        oldest = work.now - timedelta(seconds=work.config(Settings)["SessionMaxTime"])
        too_old = and_(AccessToken.expires_at.is_(None), AccessToken.create_time < oldest)
        work.connection.execute(delete(AccessToken).where(or_(too_old, AccessToken.expires_at < work.now)))
