from polydesk.desk.people.throttle import MOST_KEYS, WINDOW, Throttle


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def _after(failures: int, clock: Clock) -> Throttle:
    throttle = Throttle(clock=clock)
    for _ in range(failures):
        throttle.failed("agent1", "10.0.0.1")
    return throttle


def test_b8_too_many_failures_close_the_door() -> None:
    throttle = _after(3, Clock())
    assert throttle.is_closed("AGENT1", "10.0.0.1", limit=3)
    assert not throttle.is_closed("agent1", "10.0.0.1", limit=4)


def test_b8_nobody_is_locked_out_from_elsewhere() -> None:
    assert not _after(9, Clock()).is_closed("agent1", "10.0.0.2", limit=3)


def test_b8_a_success_in_between_begins_anew() -> None:
    throttle = _after(3, Clock())
    throttle.succeeded("agent1", "10.0.0.1")
    assert not throttle.is_closed("agent1", "10.0.0.1", limit=1)


def test_b8_the_door_opens_again_after_a_while() -> None:
    clock = Clock()
    throttle = _after(3, clock)
    clock.now = WINDOW + 1
    assert not throttle.is_closed("agent1", "10.0.0.1", limit=3)


def test_b8_made_up_logins_do_not_fill_the_memory() -> None:
    throttle = Throttle(clock=Clock())
    for number in range(MOST_KEYS + 5):
        throttle.failed(f"login {number}", "10.0.0.1")
    assert len(throttle._failures) == MOST_KEYS
