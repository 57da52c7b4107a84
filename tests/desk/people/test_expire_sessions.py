from datetime import datetime, timedelta

from sqlalchemy import insert, select

from polydesk.desk.desk import Desk
from polydesk.desk.people.expire_sessions import expire_sessions
from polydesk.desk.people.models import AccessToken
from polydesk.kernel import clock


def sign_in(desk: Desk, mark: str, when: datetime) -> None:
    row = {"kind": "session", "subject_kind": "agent", "subject": "someone", "create_time": when, "last_access": when}
    with desk.work() as work:
        work.connection.execute(insert(AccessToken), {"token_hash": mark, **row})


def test_sessions_older_than_the_longest_allowed_go(desk: Desk) -> None:
    now = clock.now()
    sign_in(desk, "old", now - timedelta(seconds=57601))
    sign_in(desk, "young", now - timedelta(seconds=57500))
    expire_sessions(desk)
    with desk.look() as look:
        assert look.connection.execute(select(AccessToken.token_hash)).scalars().all() == ["young"]
