import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.people.change_password import change_agent_password
from polydesk.desk.people.models import Agent
from polydesk.desk.people.passwords import verify_password
from polydesk.desk.people.sessions import find_session, new_token, open_session
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.errors import Invalid, NotFound


def test_the_new_password_fits_and_sessions_end(desk: Desk) -> None:
    token = new_token()
    with desk.work() as work:
        open_session(work, AgentActor(1, "root@localhost"), token=token, remote_address="::1", client="")
    with desk.work() as work:
        change_agent_password(work, "Root@LocalHost", "new")
    with desk.look() as look:
        assert verify_password("new", look.connection.execute(select(Agent.password_hash)).scalar_one())
        assert find_session(look, token, remote_address="::1") is None


def test_nobody_and_no_password_are_refused(desk: Desk) -> None:
    with desk.work() as work:
        with pytest.raises(NotFound):
            change_agent_password(work, "nobody", "new")
        with pytest.raises(Invalid):
            change_agent_password(work, "root@localhost", "")
