"""A value longer than others are is answered alike on both databases."""

from typing import Any

import pytest

from tests.api.client import ARTICLE, TICKET, Client

LONG = "x" * 300


@pytest.mark.parametrize(
    "parts",
    [
        {"Ticket": {**TICKET, "CustomerID": LONG}},
        {"Ticket": {**TICKET, "CustomerUser": f"{LONG}@desk.test"}},
        {"Article": {**ARTICLE, "ContentType": f"text/plain; name={LONG}"}},
        {"Article": {**ARTICLE, "ContentType": None, "MimeType": f"{LONG}/{LONG}", "Charset": "utf-8"}},
        {"Attachment": {"Content": "SGk=", "ContentType": "text/plain", "Filename": "a", "ContentAlternative": LONG}},
        {"Attachment": {"Content": "SGk=", "ContentType": "text/plain", "Filename": LONG * 3, "ContentID": LONG * 3}},
        {"Attachment": [{"Content": "SGk=", "ContentType": "text/plain", "Filename": "a" * 250}] * 3},
    ],
    ids=lambda part: str(part)[:30],
)
def test_a_value_longer_than_its_column_is_answered_alike_on_both_databases(
    client: Client, parts: dict[str, Any]
) -> None:
    reply = client.create(**parts)
    assert reply.status == 200
    if "Ticket" in parts:
        ticket_id = client.open()
        assert (
            client.update(
                ticket_id, Ticket={key: v for key, v in parts["Ticket"].items() if v and key[:4] == "Cust"}
            ).status
            == 200
        )
