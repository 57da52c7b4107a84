"""Class B9: the address a key is bound to is the peer's; what headers say counts only behind proxies of ours."""

import pytest

from polydesk.desk.configuration.load import load_configuration
from tests.api.osticket.caller import KEY, ON_SQLITE, Caller
from tests.api.osticket.conftest import osticket

__all__ = ["osticket"]

ELSEWHERE, PROXY = "198.51.100.7", "10.0.0.1"


def trust(caller: Caller, *proxies: str) -> None:
    with caller.desk.work() as work:
        load_configuration(work, {"settings": {"osTicket::trusted_proxies": list(proxies)}})


def answered(caller: Caller, peer: str, forwarded: str) -> bool:
    return Caller(caller.desk, KEY, peer).send("/api/tasks/cron", headers={"x-forwarded-for": forwarded}).status == 200


HEADERS = ["x-forwarded-for", "forwarded", "x-real-ip", "client-ip", "true-client-ip", "x-client-ip", "via"]


@pytest.mark.parametrize("header", HEADERS)
@ON_SQLITE
def test_a_stranger_cannot_say_where_they_are(osticket: Caller, header: str) -> None:
    reply = Caller(osticket.desk, KEY, ELSEWHERE).send("/api/tasks/cron", headers={header: osticket.peer})
    assert reply.text == "Valid API key required"


@pytest.mark.parametrize("proxies", [(PROXY,), ("10.0.0.0/8",), ("x", PROXY), ("::1", "10.0.0.0/24")])
@ON_SQLITE
def test_a_trusted_proxy_is_believed(osticket: Caller, proxies: tuple[str, ...]) -> None:
    trust(osticket, *proxies)
    assert answered(osticket, PROXY, osticket.peer)
    assert answered(osticket, PROXY, f"{ELSEWHERE}, {osticket.peer}")
    assert answered(osticket, PROXY, f"{osticket.peer}, {PROXY}")


@ON_SQLITE
def test_what_a_stranger_adds_in_front_is_not(osticket: Caller) -> None:
    trust(osticket, PROXY)
    assert not answered(osticket, PROXY, f"{osticket.peer}, {ELSEWHERE}")
    assert not answered(osticket, ELSEWHERE, osticket.peer)


@pytest.mark.parametrize("forwarded", ["", ",", "x", "192.0.2.1\x00", "192.0.2.1:80", "<b>", "unknown", "1" * 10_000])
@ON_SQLITE
def test_rubbish_is_no_address(osticket: Caller, forwarded: str) -> None:
    trust(osticket, PROXY)
    assert not answered(osticket, PROXY, forwarded)
