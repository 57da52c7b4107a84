"""B7: hashes of old systems do not tell who has one."""

import hashlib
import time

from sqlalchemy import update

from polydesk.desk.desk import Desk
from polydesk.desk.people.models import Agent
from polydesk.desk.people.sign_in import sign_in_agent


def cost(desk: Desk, login: str) -> float:
    costs = []
    for _ in range(3):
        with desk.look() as look:
            started = time.process_time()
            assert sign_in_agent(look, login, "wrong") is None
            costs.append(time.process_time() - started)
    return min(costs)


def test_b7_a_wrong_password_of_an_old_system_takes_as_long_as_an_unknown_login(world: Desk) -> None:
    legacy = hashlib.sha256(b"agent1-pw").hexdigest()
    with world.work() as work:
        work.connection.execute(update(Agent).where(Agent.login == "agent1").values(password_hash=legacy))
    assert cost(world, "nobody") / 3 < cost(world, "agent1") < cost(world, "nobody") * 3
