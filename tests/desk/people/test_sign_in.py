import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from polydesk.desk.desk import Desk
from polydesk.desk.people.models import Agent, CustomerUser
from polydesk.desk.people.passwords import needs_upgrade, verify_password
from polydesk.desk.people.sign_in import SignedIn, note_sign_in, sign_in_agent, sign_in_customer
from polydesk.kernel.clock import epoch
from tests.world.cast import ADA, CORA
from tests.world.tickets import NOON, at

AGENT, CUSTOMER = ("agent1", "agent1-pw"), ("c1", "c1-pw")


def signed_in(desk: Desk, login: str, password: str, *, customer: bool = False) -> SignedIn | None:
    with desk.look() as look:
        return (sign_in_customer if customer else sign_in_agent)(look, login, password)


def kept_hash(desk: Desk, model: type[Agent] | type[CustomerUser], login: str) -> str:
    with desk.look() as look:
        return str(look.connection.execute(select(model.password_hash).where(model.login == login)).scalar_one())


def test_agents_sign_in_with_their_login_in_any_case(shared: Desk) -> None:
    for login in ("agent1", "AGENT1"):
        found = signed_in(shared, login, "agent1-pw")
        assert found
        assert found.actor == ADA


def test_customers_sign_in_and_bring_their_companies(shared: Desk) -> None:
    found = signed_in(shared, "C1", "c1-pw", customer=True)
    assert found
    assert found.actor == CORA


def test_agents_and_customers_are_strangers_to_each_other(shared: Desk) -> None:
    assert signed_in(shared, *AGENT, customer=True) is None
    assert signed_in(shared, *CUSTOMER) is None


@pytest.mark.parametrize("customer", [False, True])
def test_b7_wrong_unknown_invalid_and_empty_look_the_same(shared: Desk, customer: bool) -> None:
    login, password = CUSTOMER if customer else AGENT
    gone = "cgone" if customer else "gone1"
    tries = [
        (login, password + "x"),
        (login, ""),
        ("nobody", password),
        (gone, f"{gone}-pw"),
        ("", ""),
        ("' OR 1=1", "x"),
    ]
    assert [signed_in(shared, *one, customer=customer) for one in tries] == [None] * len(tries)


def test_who_has_no_password_does_not_sign_in(world: Desk) -> None:
    with world.work() as work:
        work.connection.execute(update(Agent).where(Agent.login == "agent1").values(password_hash=""))
        work.connection.execute(update(CustomerUser).where(CustomerUser.login == "c1").values(password_hash=""))
    assert signed_in(world, "agent1", "") is signed_in(world, "c1", "", customer=True) is None


@pytest.mark.parametrize("customer", [False, True])
def test_a_hash_of_an_old_system_opens_and_is_replaced(world: Desk, customer: bool) -> None:
    model, (login, password) = (CustomerUser, CUSTOMER) if customer else (Agent, AGENT)
    legacy = hashlib.sha256(password.encode()).hexdigest()
    with world.work() as work:
        work.connection.execute(update(model).where(model.login == login).values(password_hash=legacy))
    assert signed_in(world, login, "wrong", customer=customer) is None
    found = signed_in(world, login, password, customer=customer)
    assert found
    assert found.upgrade
    with world.work() as work:
        note_sign_in(work, found, password)
    kept = kept_hash(world, model, login)
    assert verify_password(password, kept)
    assert not needs_upgrade(kept)
    assert signed_in(world, login, password, customer=customer)


def test_a_password_changed_in_between_is_not_put_back(world: Desk) -> None:
    legacy = hashlib.sha256(b"agent1-pw").hexdigest()
    with world.work() as work:
        work.connection.execute(update(Agent).where(Agent.login == "agent1").values(password_hash=legacy))
    found = signed_in(world, *AGENT)
    assert found
    with world.work() as work:
        work.connection.execute(update(Agent).where(Agent.login == "agent1").values(password_hash="changed"))
        note_sign_in(work, found, "agent1-pw")
    assert kept_hash(world, Agent, "agent1") == "changed"


def test_signing_in_is_written_down_once_a_minute(world: Desk) -> None:
    noted = []
    for seconds in (0, 59, 60):
        then = at(world, NOON + timedelta(seconds=seconds))
        found = signed_in(then, *AGENT)
        assert found
        noted.append(found.worth_noting)
        if found.worth_noting:
            with then.work() as work:
                note_sign_in(work, found, "agent1-pw")
    assert noted == [True, False, True]
    with world.look() as look:
        last = look.connection.execute(select(Agent.last_login).where(Agent.login == "agent1")).scalar_one()
    assert last == epoch(NOON) + 60
