from datetime import timedelta

import pytest
from sqlalchemy import select, update

from polydesk.desk.desk import Desk
from polydesk.desk.people.change_password import change_agent_password
from polydesk.desk.people.models import AccessToken, CustomerUser
from polydesk.desk.people.sessions import (
    Session,
    end_session,
    find_session,
    new_numeric_token,
    new_token,
    open_session,
)
from polydesk.kernel.actors import AgentActor, CustomerActor
from tests.world.cast import ADA, CORA
from tests.world.tickets import NOON, at, configured

HOME = "192.0.2.1"


def begun(desk: Desk, actor: AgentActor | CustomerActor = ADA, *, token: str | None = None) -> str:
    token = token or new_token()
    with at(desk, NOON).work() as work:
        open_session(work, actor, token=token, remote_address=HOME, client="x" * 300)
    return token


def found(desk: Desk, token: str, *, after: int = 0, address: str = HOME) -> Session | None:
    with at(desk, NOON + timedelta(seconds=after)).look() as look:
        return find_session(look, token, remote_address=address)


@pytest.mark.parametrize("actor", [ADA, CORA], ids=["agent", "customer"])
def test_a_session_knows_whose_it_is(shared: Desk, actor: AgentActor | CustomerActor) -> None:
    assert found(shared, begun(shared, actor)) == Session(actor, NOON, HOME, "x" * 250)


def test_only_the_hash_of_a_token_is_stored(shared: Desk) -> None:
    token = begun(shared)
    with shared.look() as look:
        rows = look.connection.execute(select(AccessToken.__table__)).all()
    assert rows
    assert not any(token in str(value) for row in rows for value in row)


@pytest.mark.parametrize("token", ["", "unknown", "a\0b", "\ud800", "x" * 10_000])
def test_other_tokens_open_nothing(shared: Desk, token: str) -> None:
    begun(shared)
    assert found(shared, token) is None


def test_the_hash_itself_opens_nothing(shared: Desk) -> None:
    begun(shared)
    with shared.look() as look:
        stored = look.connection.execute(select(AccessToken.token_hash)).scalars().all()
    assert [found(shared, one) for one in stored] == [None] * len(stored)


def test_a_session_ends_two_hours_after_it_began(shared: Desk) -> None:
    token = begun(shared)
    assert found(shared, token, after=7199)
    assert found(shared, token, after=7200) is None


def test_the_shorter_of_the_two_limits_counts(world: Desk) -> None:
    configured(world, settings={"SessionMaxTime": 60})
    token = begun(world)
    assert found(world, token, after=59)
    assert found(world, token, after=60) is None


def test_a_session_works_from_its_own_address_only_unless_the_desk_says_otherwise(world: Desk) -> None:
    token = begun(world)
    assert found(world, token, address="192.0.2.2") is None
    configured(world, settings={"SessionCheckRemoteIP": False})
    assert found(world, token, address="192.0.2.2")


def test_ending_a_session_ends_that_one_only(shared: Desk) -> None:
    token, other = begun(shared), begun(shared)
    with shared.work() as work:
        assert end_session(work, token)
        assert not end_session(work, token)
    assert found(shared, token) is None
    assert found(shared, other)


def test_b3_a_changed_password_ends_all_sessions(world: Desk) -> None:
    token, customers = begun(world), begun(world, CORA)
    with world.work() as work:
        change_agent_password(work, "agent1", "new")
        grown = {"password_version": CustomerUser.password_version + 1}
        work.connection.execute(update(CustomerUser).where(CustomerUser.login == "c1").values(**grown))
    assert found(world, token) is found(world, customers) is None
    assert found(world, begun(world))


def test_b4_who_is_put_out_of_use_is_out_at_once(world: Desk) -> None:
    token, customers = begun(world), begun(world, CORA)
    ada = {"id": 2, "login": "agent1", "first_name": "Ada", "last_name": "Agent", "email": "a@desk.example"}
    configured(world, agents=[ada | {"valid": "invalid"}])
    with world.work() as work:
        work.connection.execute(update(CustomerUser).where(CustomerUser.login == "c1").values(valid=2))
    assert found(world, token) is found(world, customers) is None


def test_a_customers_companies_are_those_of_now(world: Desk) -> None:
    token = begun(world, CORA)
    with world.work() as work:
        work.connection.execute(update(CustomerUser).where(CustomerUser.login == "c1").values(customer_id="globex"))
    session = found(world, token)
    assert session
    assert session.actor == CustomerActor("c1", ("globex",))


def test_b5_tokens_are_long_and_different() -> None:
    tokens, numbers = {new_token() for _ in range(100)}, {new_numeric_token() for _ in range(100)}
    assert len(tokens) == len(numbers) == 100
    assert all(len(one) == 32 and one.isalnum() for one in tokens)
    assert all(one.isdigit() and len(one) == 39 for one in numbers)
