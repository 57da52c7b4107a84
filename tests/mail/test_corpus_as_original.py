"""The corpus by osTicket's own rules."""

import pytest

from polydesk.desk.desk import Desk
from tests.mail.corpus import CASES
from tests.mail.post import take


@pytest.mark.parametrize("mailroom", ["sqlite"], indirect=True)
def test_as_the_original_none_breaks_anything_either(mailroom: Desk) -> None:
    usable = [case.build() for case in CASES if not case.refused]
    named = [b"Message-ID: <%d@corpus.example>\n" % number + raw for number, raw in enumerate(usable)]
    outcomes = [take(mailroom, raw, as_original=True) for raw in named]
    assert [one.reason for one in outcomes if one.state not in ("accepted", "rejected")] == []
