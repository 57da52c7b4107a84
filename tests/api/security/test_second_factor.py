"""Class B: no dialect is a way around the second factor somebody has set up."""

from collections.abc import Callable

import pytest

from polydesk.desk.access.passkeys import NewPasskey, add_passkey
from polydesk.desk.desk import Desk
from polydesk.desk.people.second_factor import new_secret, set_secret
from polydesk.kernel.work import Work
from tests.api import client as generic_interface
from tests.api.client import ADA as WITH_LOGIN
from tests.api.gotrs.client import ADA, BO, CORA, Client
from tests.world import cast
from tests.world.tickets import configured


def _codes_of_ada(work: Work) -> None:
    set_secret(work, cast.ADA, new_secret())


def _passkey_of_ada(work: Work) -> None:
    add_passkey(work, cast.ADA, NewPasskey("id", "key", 0), name="key", user_handle="handle")


FACTORS = pytest.mark.parametrize("factor", [_codes_of_ada, _passkey_of_ada])


def opened(desk: Desk, who: tuple[str, str], kind: str = "UserLogin") -> list[bool]:
    """Whether the password opens each of the doors."""
    login, password = who
    session = generic_interface.Client(desk).send("POST", "/Session", {kind: login, "Password": password})
    ways = ["/api/v1/auth/login", "/api/auth/login"]
    if kind == "CustomerUserLogin":
        ways.append("/api/auth/customer/login")
    replies = [Client(desk).post(way, {"login": login, "password": password}) for way in ways]
    return ["SessionID" in session.json, *(reply.status == 200 for reply in replies)]


@FACTORS
def test_the_password_alone_opens_no_api(world: Desk, factor: Callable[[Work], None]) -> None:
    assert all(opened(world, ADA))
    with world.work() as work:
        factor(work)
    assert not any(opened(world, ADA))
    assert generic_interface.Client(world).create(WITH_LOGIN).error == "TicketCreate.AuthFail"
    assert all(opened(world, BO))


def test_nor_for_customers(world: Desk) -> None:
    assert all(opened(world, CORA, "CustomerUserLogin"))
    with world.work() as work:
        set_secret(work, cast.CORA, new_secret())
    assert not any(opened(world, CORA, "CustomerUserLogin"))


@FACTORS
def test_it_is_answered_like_a_wrong_password(world: Desk, factor: Callable[[Work], None]) -> None:
    with world.work() as work:
        factor(work)
    right, wrong = (
        Client(world).post("/api/v1/auth/login", {"login": ADA[0], "password": password})
        for password in (ADA[1], "wrong")
    )
    assert (right.status, right.error) == (wrong.status, wrong.error) == (401, "Invalid credentials")


def test_a_desk_may_want_it_otherwise(world: Desk) -> None:
    with world.work() as work:
        _codes_of_ada(work)
    configured(world, settings={"SignIn::PasswordAloneForAPIs": True})
    assert all(opened(world, ADA))
    configured(world, settings={"SignIn::PasswordAloneForAPIs": False, "AuthTwoFactorModule": ""})
    assert all(opened(world, ADA))


def test_tokens_and_sessions_go_on(world: Desk) -> None:
    """Who has one came in before, or was given it by somebody who was."""
    ada = Client(world).of(ADA)
    with world.work() as work:
        _codes_of_ada(work)
    assert ada.get("/api/v1/queues").status == 200
