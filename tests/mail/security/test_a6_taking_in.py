"""Class A6: one mail that costs more than a mail may. What the parser refuses is kept, and nothing else stops."""

import time

import pytest

from polydesk.desk.desk import Desk
from tests.mail.post import accepted, letter, steps, take

MULTIPART = b'From: a@b.example\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n'
BOMBS = {
    "10,000 parts": MULTIPART + b"--x\r\n\r\na\r\n" * 10_000 + b"--x--\r\n",
    "1,000 levels": b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level) for level in range(1000)
    ),
    "40 MB": b"From: a@b.example\r\n\r\n" + b"x" * 76 * 10 + b"\r\n" + (b"y" * 76 + b"\r\n") * 520_000,
    "100,000 headers": b"From: a@b.example\r\n" + b"X-A: b\r\n" * 100_000 + b"\r\nhello\r\n",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_parked_at_once_and_those_behind_it_are_taken(mailroom: Desk, name: str) -> None:
    begin = time.perf_counter()
    outcome = take(mailroom, BOMBS[name])
    assert time.perf_counter() - begin < 5
    assert (outcome.state, outcome.reason.startswith("more than is taken in: Too") or "Long" in outcome.reason) == (
        "parked",
        True,
    )
    accepted(mailroom, letter())


def test_a_claimed_gigabyte_is_only_a_claim(mailroom: Desk) -> None:
    assert accepted(mailroom, letter(Content_Length="1073741824", X_Size="1073741824"))


@pytest.mark.parametrize("header", ["References", "In_Reply_To"])
def test_thousands_of_ids_cost_one_look(mailroom: Desk, header: str) -> None:
    ids = "\r\n ".join(f"<{number}@flood.example>" for number in range(10_000))
    begin = time.perf_counter()
    accepted(mailroom, letter(**{header: ids}))
    assert time.perf_counter() - begin < 5


def test_a_subject_of_ticket_numbers_costs_little(mailroom: Desk) -> None:
    begin = time.perf_counter()
    accepted(mailroom, letter(subject=" ".join(f"#{number}" for number in range(20_000))))
    assert time.perf_counter() - begin < 5


def test_the_flight_recorder_keeps_the_beginning_of_what_is_long(mailroom: Desk) -> None:
    outcome = accepted(mailroom, letter(**{f"X_OTRS_{number}": "x" * 500 for number in range(500)}))
    assert all(len(text) <= 2000 for text in steps(mailroom, outcome).values())
