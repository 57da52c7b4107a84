"""Whatever JSON can hold may stand for any answer: it becomes a ticket or a refusal, and nothing else."""

from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.intake.submission import Participant, Refused, Text, Wish
from polydesk.desk.intake.submit import submit
from tests.desk.intake.submissions import submission

USER_FIELDS = ("email", "name", "phone", "notes", "company", "tier")
TICKET_FIELDS = ("subject", "priority", "asset_tag", "seats", "contact_ip", "alt_email", "remark", "due_by", "seen_on")
FURTHER_FIELDS = ("impact", "platforms", "office", "billable", "callback", "details", "plain_details")
NAMES = (*USER_FIELDS, *TICKET_FIELDS, *FURTHER_FIELDS)
VALUES: dict[str, Any] = {
    "null": None,
    "true": True,
    "big": 10**300,
    "float": 1e308,
    "infinite": float("inf"),
    "negative": -(2**70),
    "list": [[], {}, None, [1]],
    "many": ["x"] * 5000,
    "mapping": {"a": {"b": []}},
    "nul": "a\0b",
    "half": "\udcff",
    "long": "x" * 300_000,
    "tags": "<a" * 50_000,
    "entities": "&#" * 50_000,
    "number": "&#x110000;&#0;&#" + "9" * 9000 + ";",
    "commas": "," * 100_000,
    "json": "[" * 50_000,
    "digits": "9" * 9000,
    "x": "1X" * 50_000,
    "dates": "2025-01-01T00:00:00+99:99",
    "year": "0001-01-01T00:00:00+14:00",
    "late": "9999-12-31T23:59:59-14:00",
    "epoch": "-999999999999",
    "formula": "=" * 9000,
    "at": "@" * 9000,
    "quotes": '"' * 9000 + "@x.net",
}


@pytest.mark.parametrize("name", NAMES)
def test_any_value_is_judged(intake: Desk, name: str) -> None:
    for sent in VALUES.values():
        _tried(intake, {name: sent}, as_original=True)


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_any_value_in_all_places_is_judged(intake: Desk, value: Any) -> None:
    _tried(intake, dict.fromkeys(NAMES, value), as_original=True)
    _tried(intake, {name: value for name in NAMES if name not in ("email", "name", "subject")})
    if isinstance(value, str):
        people = [Participant(email=value, name=value), Participant(email="p@people.example.net", name=value)]
        _tried(
            intake,
            {"subject": value},
            text=Text(body=value, is_html=True),
            channel="Email",
            source="Email",
            collaborators=people,
            reply_to=people[0],
            poster=value,
            remote_address=value,
            file_errors=[value[:1000]],
        )


@pytest.mark.parametrize("number", [0, -1, 2**63, 10**30])
def test_any_id_may_be_wished_for(intake: Desk, number: int) -> None:
    ours = ("sender_type_id", "visible")  # what edges look up themselves
    ids: dict[str, Any] = {name: number for name in Wish.__slots__ if name not in ours}
    wish = Wish(**ids)
    _tried(intake, {}, wish=wish, topic_id=number, system_address_id=number)


def _tried(desk: Desk, values: dict[str, Any], **properties: Any) -> None:
    try:
        with desk.work() as work:
            submit(work, submission(values, **properties))
    except Refused:
        pass
