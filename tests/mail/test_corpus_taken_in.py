"""Every message of the corpus ends as ticket, rejection or parked with its reason, in a bounded time."""

import time

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.mailroom.models import MailMessage
from polydesk.mail.accept import accept
from tests.mail.corpus import CASES
from tests.mail.corpus.case import Case
from tests.mail.post import articles, take

_MAX_SECONDS = 5


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_comes_to_an_end(mailroom: Desk, case: Case) -> None:
    raw = case.build()
    begin = time.perf_counter()
    outcome = take(mailroom, raw)
    assert time.perf_counter() - begin < _MAX_SECONDS

    assert outcome.state in ("accepted", "rejected", "parked")
    if case.refused:
        assert (outcome.state, case.refused in outcome.reason) == ("parked", True)
    elif outcome.state == "accepted":
        assert articles(mailroom, outcome.ticket_id)
    else:
        assert outcome.state == "rejected", outcome.reason
        assert outcome.reason


def test_as_the_original_none_breaks_anything_either(mailroom: Desk) -> None:
    usable = [case.build() for case in CASES if not case.refused]
    named = [b"Message-ID: <%d@corpus.example>\n" % number + raw for number, raw in enumerate(usable)]
    outcomes = [take(mailroom, raw, as_original=True) for raw in named]
    assert [one.reason for one in outcomes if one.state not in ("accepted", "rejected")] == []


def test_what_was_not_taken_can_be_tried_again(mailroom: Desk) -> None:
    rows = select(MailMessage.id).where(MailMessage.state == "parked").order_by(MailMessage.id).limit(3)
    with mailroom.look() as look:
        parked = list(look.connection.execute(rows).scalars())
    assert {accept(mailroom, mail_id, again=True).state for mail_id in parked} <= {"parked"}
