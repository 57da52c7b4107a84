"""B8: guessing passwords is slowed down."""

import pytest

from polydesk.desk.people.throttle import MOST_KEYS, WINDOW, Patience, Throttle, TooManyFailures

HERE, OUTSIDE = "10.0.0.1", "198.41.0.4"
PATIENCE = Patience(of_login=3, of_address=5)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def after(failures: int, clock: Clock | None = None, *, address: str = HERE) -> Throttle:
    throttle = Throttle(clock=clock or Clock())
    for _ in range(failures):
        throttle.failed("agent1", address, PATIENCE)
    return throttle


def wait(throttle: Throttle, login: str = "agent1", address: str = HERE, patience: Patience = PATIENCE) -> int:
    try:
        throttle.check(login, address, patience)
    except TooManyFailures as error:
        return error.seconds
    return 0


def test_b8_each_failure_beyond_patience_doubles_the_wait_up_to_a_minute() -> None:
    assert [wait(after(count)) for count in range(10)] == [0, 0, 0, 2, 4, 8, 16, 32, 60, 60]
    assert wait(after(3), "AGENT1") == 2


def test_b8_who_waited_may_try_again() -> None:
    clock = Clock()
    throttle = after(4, clock)
    clock.now = 3.5
    assert wait(throttle) == 1
    clock.now = 4.0
    assert wait(throttle) == 0
    throttle.failed("agent1", HERE, PATIENCE)
    assert wait(throttle) == 8


def test_b8_nobody_is_locked_out_from_elsewhere() -> None:
    assert wait(after(9), address="10.0.0.2") == 0


def test_b8_a_success_in_between_begins_anew() -> None:
    throttle = after(3)
    throttle.succeeded("agent1", HERE)
    assert wait(throttle) == 0


def test_b8_the_count_begins_anew_after_a_while() -> None:
    clock = Clock()
    throttle = after(9, clock)
    clock.now = WINDOW + 1
    throttle.failed("agent1", HERE, PATIENCE)
    assert wait(throttle) == 0


def test_b8_patience_without_end_is_never_over() -> None:
    assert wait(after(9, address=OUTSIDE), address=OUTSIDE, patience=Patience(0, 0)) == 0


@pytest.mark.parametrize(
    ("address", "near"), [(OUTSIDE, OUTSIDE), ("2606:4700::1", "2606:4700::2"), ("::ffff:198.41.0.4", OUTSIDE)]
)
def test_b8_one_password_tried_on_many_logins_is_slowed_down_as_well(address: str, near: str) -> None:
    throttle = Throttle(clock=Clock())
    for number in range(5):
        assert wait(throttle, "somebody", address) == 0
        throttle.failed(f"agent{number}", address, PATIENCE)
        throttle.succeeded("my own", address)
    assert wait(throttle, "somebody", near) == 2
    assert wait(throttle, "somebody", "198.41.0.5") == 0


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "::1", "fd00::1", "", "unix:"])
def test_b8_all_who_come_through_a_proxy_are_not_locked_out_together(address: str) -> None:
    throttle = Throttle(clock=Clock())
    for number in range(50):
        throttle.failed(f"agent{number}", address, PATIENCE)
    assert wait(throttle, "somebody", address) == 0


def test_b8_failures_beyond_patience_are_worth_one_line_in_each_window() -> None:
    clock = Clock()
    throttle = Throttle(clock=clock)
    noted = []
    for _ in range(20):
        noted.append(throttle.failed("agent1", HERE, PATIENCE))
        clock.now += 60
    assert noted == [True] * 3 + [False] * 4 + [True] + [False] * 4 + [True] + [False] * 4 + [True] + [False] * 2


def test_b8_made_up_logins_do_not_fill_the_memory() -> None:
    throttle = Throttle(clock=Clock())
    for number in range(MOST_KEYS + 5):
        throttle.failed(f"login {number}", OUTSIDE, PATIENCE)
    assert len(throttle._failures) == MOST_KEYS
    assert wait(throttle, "somebody", OUTSIDE) == 60
