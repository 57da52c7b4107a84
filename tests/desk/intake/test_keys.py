"""Keys are good from one address, in any letter case."""

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.intake.keys import find_intake_key

FULL = "A11FULL0000000000000000000000001"


@pytest.mark.parametrize(
    ("key", "address", "is_good"),
    [
        (FULL, "127.0.0.1", True),
        (FULL.lower() + "  ", "127.0.0.1", True),
        (FULL, "10.9.8.7", False),
        (FULL[:-1], "127.0.0.1", False),
        ("", "127.0.0.1", False),
    ],
)
def test_a_key_is_found(intake: Desk, key: str, address: str, is_good: bool) -> None:
    with intake.look() as look:
        found = find_intake_key(look, key, address)
    assert (found is not None) == is_good
