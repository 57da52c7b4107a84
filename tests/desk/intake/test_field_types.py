"""What each type of form field takes, and what it refuses."""

from typing import Any

import pytest

from polydesk.desk.desk import Desk
from tests.desk.intake.submissions import answer, answers, errors, submitted

KEPT = [
    ("asset_tag", "AB-1234", "AssetTag", "AB-1234"),
    ("seats", 12.5, "Seats", "12.5"),
    ("seats", 12.0, "Seats", "12"),
    ("contact_ip", "2001:db8::1", "ContactIp", "2001:db8::1"),
    ("remark", "this is far longer than twelve characters", "Remark", "this is far longer than twelve characters"),
    ("remark", "<b>bold</b> &amp; more", "Remark", "bold & more"),
    ("remark", "+4930123456", "Remark", "+4930123456"),
    ("due_by", 1735689600, "DueBy", "2025-01-01 00:00:00"),
    ("due_by", "1735689600", "DueBy", "2025-01-01 00:00:00"),
    ("due_by", "2025-01-02", "DueBy", "2025-01-02 00:00:00"),
    ("due_by", "2025-01-02T03:04:05+02:00", "DueBy", "2025-01-02 01:04:05"),
    ("due_by", "01/02/2025", "DueBy", "2025-01-02 00:00:00"),
    ("due_by", "2 January 2025 15:30", "DueBy", "2025-01-02 15:30:00"),
    ("due_by", "Thu, 02 Jan 2025 03:04:05 +0200", "DueBy", "2025-01-02 01:04:05"),
    ("due_by", "garbage", "DueBy", "garbage"),
    ("due_by", 10**20, "DueBy", str(10**20)),
    ("due_by", 0, "DueBy", None),
    ("impact", "low", "Impact", "low"),
    ("impact", "low Impact", "Impact", "low"),
    ("impact", "nope", "Impact", "nope"),
    ("impact", {"low": "Low impact"}, "Impact", None),
    ("platforms", "web,ios", "Platforms", ["web", "ios"]),
    ("platforms", ["web", "ios"], "Platforms", ["web", "ios"]),
    ("platforms", '["web"]', "Platforms", ["web"]),
    ("platforms", "Web, iOS", "Platforms", ["web", "ios"]),
    ("platforms", "web, nope", "Platforms", ["web"]),
    ("platforms", "no, nope", "Platforms", ["no"]),
    ("office", "harbor street", "Office", ["1"]),
    ("office", "HS", "Office", ["1"]),
    ("office", 2, "Office", ["2"]),
    ("office", "Old Mill", "Office", ["3"]),
    ("office", "nope", "Office", None),
    ("billable", True, "Billable", 1),
    ("billable", "no", "Billable", 1),
    ("billable", "0", "Billable", 0),
    ("callback", "318-555-8634X123", "Callback", "3185558634X123"),
    ("callback", "3185558634x123", "Callback", "3185558634X123"),
    ("details", "<p>x <script>y</script> <b>b</b></p>", "Details", "<p>x <b>b</b></p>"),
    ("plain_details", "<p>x</p>", "PlainDetails", "<p>x</p>"),
    ("agent_only", "secret", "AgentOnly", "secret"),
]

REFUSED = [
    ("asset_tag", "ab-1234", "36", "Asset tag looks like AB-1234"),
    ("seats", "x", "37", "Enter a Number"),
    ("contact_ip", "999.1.1.1", "38", "Enter a valid IP address"),
    ("alt_email", "nope", "39", "Enter a valid email address"),
    ("remark", "=1+1", "40", "Content cannot start with the following characters: = - + @"),
    ("remark", ["x"], "40", "A single value is expected here"),
    ("seen_on", "2019-06-01", "43", "Selected date is earlier than permitted (1/1/20)"),
    ("due_by", {"x": 1}, "41", "A single value is expected here"),
    ("callback", "318555", "49", "Enter a valid phone number"),
    ("callback", "not a phone", "49", "Enter a valid phone number"),
    ("callback", "X123", "49", "Enter a phone number for the extension"),
    ("callback", "3185558634X1X2", "49", "Enter a valid phone extension"),
    ("details", "=x", "50", "Content cannot start with the following characters: = - + @"),
    ("details", [1], "50", "A single value is expected here"),
]


@pytest.mark.parametrize(("name", "sent", "field", "kept"), KEPT)
def test_a_field_keeps(intake: Desk, name: str, sent: Any, field: str, kept: Any) -> None:
    assert answer(intake, name, sent, field) == kept


@pytest.mark.parametrize(
    ("name", "sent", "field", "kept"),
    [
        ("impact", "Low impact", "Impact", "Low impact"),
        ("callback", "3185558634x123", "Callback", "3185558634123"),
    ],
)
def test_a_field_keeps_for_those_who_want_the_original(
    intake: Desk, name: str, sent: Any, field: str, kept: Any
) -> None:
    assert answer(intake, name, sent, field, as_original=True) == kept


@pytest.mark.parametrize(("name", "sent", "key", "text"), REFUSED)
def test_a_field_refuses(intake: Desk, name: str, sent: Any, key: str, text: str) -> None:
    assert errors(intake, {name: sent}) == [(key, text)]


def test_errors_stand_in_the_order_of_the_fields(intake: Desk) -> None:
    assert [key for key, _text in errors(intake, {"seats": "y", "asset_tag": "x", "subject": "@all"})] == [
        "20",
        "36",
        "37",
    ]


def test_a_checkbox_nobody_sent_is_off(intake: Desk) -> None:
    assert answers(intake, submitted(intake).id) == {"Billable": 0}


def test_a_field_of_another_topic_is_ignored(intake: Desk) -> None:
    ticket = submitted(intake, {"order_no": "123"}, topic_id=1)
    assert "OrderNo" not in answers(intake, ticket.id)


@pytest.mark.parametrize("hostile", ["\0", "a\0b", "\ud800", "&#" + "9" * 5000 + ";", "<" * 5000, "9" * 5000])
def test_no_text_is_too_odd_to_be_judged(intake: Desk, hostile: str) -> None:
    names = (
        "remark",
        "asset_tag",
        "seats",
        "contact_ip",
        "due_by",
        "impact",
        "platforms",
        "office",
        "details",
        "callback",
    )
    for name in names:
        try:
            answer(intake, name, hostile, "Remark")
        except Exception as error:
            assert type(error).__name__ == "Refused"
