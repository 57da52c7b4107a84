"""Ticket numbers after a pattern."""

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.intake.number_pattern import filled
from tests.desk.intake.submissions import submitted
from tests.world.tickets import configured


@pytest.mark.parametrize(
    ("pattern", "digits", "number"),
    [
        ("######", "000042", "000042"),
        ("A##-##", "1234", "A12-34"),
        ("A##-##", "12345", "A12-345"),
        (r"\###", "12", "#12"),
        ("REF", "7", "REF7"),
        ("##", "1234", "1234"),
    ],
)
def test_digits_find_their_places(pattern: str, digits: str, number: str) -> None:
    assert filled(pattern, digits) == number


def test_random_numbers_have_six_digits_at_least(desk: Desk) -> None:
    configured(desk, settings={"osTicket::ticket_number_format": "T-#"})
    assert len(submitted(desk).number) == len("T-123456")


def test_a_sequence_skips_numbers_that_are_taken(desk: Desk) -> None:
    settings = {"osTicket::ticket_number_format": "####", "osTicket::ticket_sequence_id": 7}
    configured(desk, settings=settings, number_sequences=[{"id": 7, "name": "s", "next": 10, "increment": 1}])
    first = submitted(desk).number
    configured(desk, number_sequences=[{"id": 7, "name": "s", "next": 10}])
    assert (first, submitted(desk).number) == ("0010", "0011")
