"""Values no setting can have are refused."""

from typing import Any

import pytest

from polydesk.kernel.errors import Invalid
from polydesk.kernel.settings import registered


@pytest.mark.parametrize("value", ["--5", "²", "9" * 5000])
def test_numbers_int_cannot_read_are_refused(value: str) -> None:
    with pytest.raises(Invalid):
        registered("SessionMaxTime").checked(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OTOBOTimeZone", "Mars/Phobos"),  # every request fails afterwards with ZoneInfoNotFoundError
        ("OTOBOTimeZone", "../../etc/passwd"),
        ("SystemID", "abc"),  # every DateChecksum number fails with ValueError
        ("SystemID", "1" * 60),  # longer than a number's column
        ("SessionMaxTime", -1),
        ("Ticket::NumberGenerator::MinCounterSize", 1000),
        ("Ticket::EscalationSuspendStates", [1, None]),
    ],
)
def test_values_the_desk_cannot_work_with_are_refused(name: str, value: Any) -> None:
    with pytest.raises(Invalid):
        registered(name).checked(value)
