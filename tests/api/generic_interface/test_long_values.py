"""Values longer than their columns are taken alike by both databases."""

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
    assert client.create(**parts).status == 200
    customer = {key: value for key, value in parts.get("Ticket", {}).items() if key.startswith("Customer")}
    if customer:
        assert client.update(client.open(), Ticket=customer).status == 200
