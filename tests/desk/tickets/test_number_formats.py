import time
from datetime import date
from random import Random

import pytest

from polydesk.desk.tickets.number_formats import (
    auto_increment,
    check_digit,
    date_checksum,
    date_number,
    number_in_subject,
    random_number,
)

# Made by a real OTOBO with SystemID 10.
REAL_NUMBERS = (
    "2026092610000011",
    "2026092610000029",
    "2026092710000018",
    "2026092810000016",
    "2026100510000021",
    "2026101410000012",
    "2026102410000011",
    "2026110910000039",
    "2026111210000014",
    "2026112110000024",
)


@pytest.mark.parametrize("number", REAL_NUMBERS)
def test_numbers_are_those_of_a_real_otobo(number: str) -> None:
    day = date(int(number[:4]), int(number[4:6]), int(number[6:8]))
    assert date_checksum(day, "10", int(number[10:15])) == number


def test_a_missing_ten_becomes_one() -> None:
    assert check_digit("202609261000001") == "1"


def test_dates_without_check_digit() -> None:
    assert date_number(date(2026, 9, 26), "10", 7, formatted=True) == "202609261000007"
    assert date_number(date(2026, 9, 26), "10", 7, formatted=False) == "20260926107"


def test_counting_up_and_at_random() -> None:
    assert auto_increment("10", 7) == "1000007"
    assert auto_increment("10", 1234567) == "101234567"
    assert auto_increment("10", 7, min_size=8) == "1000000007"
    assert len(random_number("10", Random(1))) == 12
    assert random_number("10", Random(1)).startswith("10")


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        ("Re: [Ticket#2026092610000011] Printer", "2026092610000011"),
        ("AW: Ticket#2015071510123456", "2015071510123456"),
        ("ticket#: 1000007", "1000007"),
        ("[Ticket#2026092699000011] [Ticket#2026092610000029]", "2026092610000029"),
        ("[Ticket#2026092699000011] someone else's", None),
        ("[Ticket#] [Ticket#10] Ticket 2026092610000011", None),
        ("Ticket#" + "1" * 60, None),
        ("Ticket#٢٠٢٦", None),
    ],
)
def test_a_subject_carries_a_number_of_the_own_system(subject: str, number: str | None) -> None:
    assert number_in_subject(subject, system_id="10") == number


def test_the_hook_is_taken_literally() -> None:
    assert number_in_subject("[Call(s)*1000007]", hook="Call(s)*", system_id="10") == "1000007"


@pytest.mark.parametrize("unit", ["Ticket#", "1", "Ticket#1", "Ticket# ", "T"])
def test_d12_hostile_subjects_take_linear_time(unit: str) -> None:
    started = time.process_time()
    number_in_subject(unit * 100_000, system_id="10")
    assert time.process_time() - started < 1
