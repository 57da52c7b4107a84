"""Class D6: no webhook leads the desk to what only the desk can reach."""

import socket
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.poster import Parcel, Rules, TargetRefused
from polydesk.hooks.post import HttpPoster
from polydesk.outward.targets import is_allowed
from tests.conftest import Place
from tests.hooks.hooking import LOOPBACK, attempts, hooked, let_out, send_due
from tests.hooks.receiver import Receiver
from tests.world.tickets import configured, opened

POSTER = HttpPoster()
ANY_SCHEME = Rules(allow_http=True)
INSIDE = (
    "127.0.0.1",
    "127.1.2.3",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.100.100.200",
    "192.0.0.192",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "fe80::1",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
)


@pytest.mark.parametrize("address", INSIDE)
def test_d6_addresses_that_are_not_public_are_out_of_bounds(address: str) -> None:
    assert not is_allowed(ip_address(address), ())


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_d6_public_ones_are_not(address: str) -> None:
    assert is_allowed(ip_address(address), ())


@pytest.mark.parametrize(
    ("address", "network", "is_in"),
    [
        ("10.1.2.3", "10.1.0.0/16", True),
        ("10.2.2.3", "10.1.0.0/16", False),
        ("::ffff:10.1.2.3", "10.1.0.0/16", True),
        ("fd00::5", "fd00::/8", True),
        ("127.0.0.1", "127.0.0.1", True),
        ("10.1.2.3", "10.1.0.0/16 or so", False),
        ("169.254.169.254", "0.0.0.0/0", False),
        ("fe80::1", "::/0", False),
        ("0.0.0.0", "0.0.0.0/0", False),
        ("224.0.0.1", "0.0.0.0/0", False),
    ],
)
def test_d6_the_setting_names_networks_and_none_of_them_holds_metadata(address: str, network: str, is_in: bool) -> None:
    assert is_allowed(ip_address(address), [network]) is is_in


@pytest.mark.parametrize(
    "url",
    [
        "ftp://receiver.example/",
        "file:///etc/passwd",
        "gopher://receiver.example/",
        "receiver.example",
        "//receiver.example/",
        "https://",
        "https:///path",
        "https://kim:secret@93.184.216.34/",
        "https://93.184.216.34@127.0.0.1/",
        "https://93.184.216.34/#part",
        "https://93.184.216.34:0/",
        "https://93.184.216.34:99999/",
        "https://93.184.216.34:x/",
        "https://93.184.216.34/a b",
        "https://93.184.216.34/\r\nX-Injected: 1",
        "https://93.184.216.34\\@127.0.0.1/",
        "https://[fe80::1%25eth0]/",
        "https://[::1",
        "https://ⓔxample.com/",
        "https://localhost/",
        "https://localhost./",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
def test_d6_urls_that_lead_inside_or_nowhere_are_refused(url: str) -> None:
    with pytest.raises(TargetRefused):
        POSTER.check(url, ANY_SCHEME)


def test_d6_http_is_for_those_who_allow_it() -> None:
    with pytest.raises(TargetRefused, match="AllowHTTP"):
        POSTER.check("http://93.184.216.34/", Rules())
    POSTER.check("http://93.184.216.34/", ANY_SCHEME)


def answering(*answers: str) -> Callable[..., Any]:
    """In the place of the resolver: each time the next of these addresses."""
    left = list(answers)

    def resolve(_host: str, port: int, **_options: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (left.pop(0), port))]

    return resolve


def test_d6_what_was_judged_is_what_is_connected_to(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: a second answer, for whoever would ask twice, is not asked for."""
    monkeypatch.setattr(socket, "getaddrinfo", answering("127.0.0.1", "169.254.169.254"))
    rules = Rules(allow_http=True, networks=("127.0.0.0/8",))
    parcel = Parcel(1, 1, "ping", b"{}", f"http://rebinding.example:{receiver.port}/", 5, rules)
    assert POSTER.post(parcel).status == 204
    assert receiver.requests[0].headers["host"] == f"rebinding.example:{receiver.port}"
    outcome = POSTER.post(parcel)
    assert (outcome.status, "not public" in outcome.error, len(receiver.requests)) == (None, True, 1)


def test_d6_one_address_that_is_inside_spoils_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_given, **_options: both)
    with pytest.raises(TargetRefused):
        POSTER.check("https://both.example/", Rules())


@pytest.mark.parametrize("world_place", ["sqlite"], indirect=True)
def test_d6_a_network_that_is_allowed_no_more_is_reached_no_more(
    world: Desk, world_place: Place, receiver: Receiver
) -> None:
    let_out(world)
    hooked(world, receiver.url, events=("ticket.created",))
    configured(world, settings={**LOOPBACK, "Webhooks::AllowedNetworks": []})
    opened(world)
    send_due(world, world_place.data)
    assert receiver.requests == []
    assert "AllowedNetworks" in attempts(world)[0].error


@pytest.mark.parametrize("world_place", ["sqlite"], indirect=True)
def test_d6_redirects_are_not_followed(world: Desk, world_place: Place, receiver: Receiver) -> None:
    let_out(world)
    receiver.answer = lambda _request: (307, b"")
    receiver.answer_headers = {"Location": f"{receiver.url}&again=1"}
    hooked(world, receiver.url, events=("ticket.created",))
    opened(world)
    send_due(world, world_place.data)
    assert len(receiver.requests) == 1
    assert "redirects are not followed" in attempts(world)[0].error


def test_d6_proxies_of_the_environment_are_not_used(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    rules = Rules(allow_http=True, networks=("127.0.0.0/8",))
    assert POSTER.post(Parcel(1, 1, "ping", b"{}", receiver.url, 5, rules)).status == 204


def test_d6_a_file_is_no_authority(tmp_path: Path) -> None:
    """A CA file that is not there changes nothing about what is trusted, and breaks nothing."""
    rules = Rules(networks=("127.0.0.0/8",), ca_file=str(tmp_path / "missing.pem"))
    outcome = POSTER.post(Parcel(1, 1, "ping", b"{}", "https://127.0.0.1:1/", 5, rules))
    assert outcome.status is None
