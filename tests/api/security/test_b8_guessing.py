"""Class B8: whoever guesses passwords waits, whichever dialect is asked, and each wrong one counts once."""

import pytest

from polydesk.desk.audit.entries import count_by_action
from polydesk.desk.desk import Desk
from polydesk.desk.people import let_in
from polydesk.desk.people.throttle import Throttle
from tests.api import client as generic_interface
from tests.api.gotrs.client import ADA, ON_SQLITE, Client

FREE = 5
SIGN_INS = ["/api/v1/auth/login", "/api/auth/login", "/api/auth/customer/login"]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(let_in, "_THROTTLE", Throttle(clock=clock))
    return clock


def guess(desk: Desk, path: str = SIGN_INS[0], password: str = "wrong") -> int:
    return Client(desk).post(path, {"login": ADA[0], "password": password}).status


def guess_at_the_generic_interface(desk: Desk, password: str = "wrong") -> str:
    sent = {"UserLogin": ADA[0], "Password": password}
    return generic_interface.Client(desk).send("POST", "/Session", sent).error


@ON_SQLITE
@pytest.mark.parametrize("path", SIGN_INS)
def test_b8_a_wrong_password_counts_once(world: Desk, path: str) -> None:
    assert [guess(world, path) for _ in range(FREE - 1)] == [401] * (FREE - 1)
    assert guess_at_the_generic_interface(world, ADA[1]) == ""


@ON_SQLITE
@pytest.mark.parametrize("path", SIGN_INS)
def test_b8_who_has_guessed_in_one_dialect_waits_in_all(world: Desk, clock: Clock, path: str) -> None:
    assert [guess_at_the_generic_interface(world) for _ in range(FREE)] == ["SessionCreate.AuthFail"] * FREE
    assert guess_at_the_generic_interface(world, ADA[1]) == "SessionCreate.AuthFail"
    reply = Client(world).post(path, {"login": ADA[0], "password": ADA[1]})
    assert (reply.status, reply.json["retry_after_sec"], reply.headers["retry-after"]) == (429, 2, "2")
    assert reply.error == "too many failed attempts, try again in 2 seconds"
    clock.now = 2
    assert guess_at_the_generic_interface(world, ADA[1]) == ""


@ON_SQLITE
def test_b8_guessing_ones_own_password_is_no_way_around(world: Desk) -> None:
    ada = Client(world).of(ADA)
    sent = {"current_password": "wrong", "new_password": "Another-pw-1"}
    answers = [ada.post("/api/v1/users/me/password", sent).status for _ in range(3)]
    assert answers == [401] * 3
    assert [guess(world) for _ in range(3)] == [401, 401, 429]


@ON_SQLITE
def test_b8_a_storm_of_guesses_does_not_fill_the_audit_trail(world: Desk, clock: Clock) -> None:
    for _ in range(30):
        clock.now += 61
        assert (guess(world), guess(world)) in ((401, 401), (401, 429))
        guess_at_the_generic_interface(world)
    with world.look() as look:
        assert FREE < count_by_action(look)["auth.login_failed"] <= FREE + 30 * 61 // 300
