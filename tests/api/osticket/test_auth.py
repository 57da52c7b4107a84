"""Keys, and what the log says of them."""

import pytest

from polydesk.api.osticket import refusals_log
from tests.api.osticket.caller import CREATE_ONLY, KEY, ON_SQLITE, Caller


def test_a_key_works_only_from_its_address(osticket: Caller) -> None:
    assert Caller(osticket.desk, KEY, "192.0.2.2").json().text == "Valid API key required"
    assert osticket.json().status == 201


@pytest.mark.parametrize("key", ["", " ", "x", KEY[:-1], KEY + "0", "\xff\xfe", "%", "'", "0" * 10_000])
@ON_SQLITE
def test_anything_else_is_no_key(osticket: Caller, key: str) -> None:
    reply = Caller(osticket.desk, key).json()
    assert (reply.status, reply.text) == (401, "Valid API key required")


@ON_SQLITE
def test_the_log_names_a_key_by_its_label(osticket: Caller) -> None:
    osticket.json(wibble=1)
    assert osticket.log()[0] == "Unexpected Data (400): wibble: Unexpected data received in API request [careful] "
    assert not any(KEY in line for line in osticket.log())


@ON_SQLITE
def test_of_an_unknown_key_the_log_shows_how_it_begins(osticket: Caller) -> None:
    Caller(osticket.desk, "SECRETKEYOFSOMEBODY").json()
    assert osticket.log()[0] == "API Error (401): Valid API key required [SECR…] "


@ON_SQLITE
def test_refused_keys_do_not_fill_the_log(osticket: Caller) -> None:
    for _ in range(refusals_log.MOST + 10):
        Caller(osticket.desk, "nobody's").json()
    assert len(osticket.log()) == refusals_log.MOST


@ON_SQLITE
def test_a_key_for_tickets_runs_no_jobs(osticket: Caller) -> None:
    caller = Caller(osticket.desk, CREATE_ONLY, "127.0.0.1")
    assert caller.send("/api/tasks/cron").text == "API key not authorized"
    assert osticket.send("/api/tasks/cron").text == "Completed"
    assert osticket.log()[0] == "Cron Job: Cron job executed [192.0.2.1]"


@ON_SQLITE
def test_a_long_body_is_read_only_for_those_who_may_send_it(osticket: Caller) -> None:
    chunks = [b'{"name": "K", "email": "k@api.example.net", "subject": "s", "message": "', b"x" * 100_000, b'"}']
    assert Caller(osticket.desk, "wrong").send("/api/tickets.json", chunks).status == 401
    assert len(osticket.body(osticket.send("/api/tickets.json", chunks))) == 100_000


@ON_SQLITE
def test_a_body_without_end_is_refused(osticket: Caller) -> None:
    assert osticket.send("/api/tickets.json", [b" " * 10_000_000] * 5).status == 413
