"""The requests and answers the published OTOBO and Znuny REST API guides print, chapters 3.1 to 3.6."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Example:
    """`ids` says where the ids of the guide's own desk stand, to be replaced by ones that exist."""

    method: str
    path: str
    answer: dict[str, Any]
    query: str = ""
    body: dict[str, Any] = field(default_factory=dict)


CREATE = Example(
    "POST",
    "/TicketCreate",
    body={
        "Data": {
            "SessionID": 42,
            "Ticket": {
                "Title": "New Order",
                "Queue": "Sales",
                "State": "new",
                "Priority": "3 normal",
                "CustomerUser": "max.mustermann@example.com",
            },
            "Article": {
                "Subject": "Purchase Inquiry – Product XY",
                "Body": "Please provide a price quote…",
                "MimeType": "text/plain",
            },
        }
    },
    answer={"Success": 1, "ErrorMessage": "", "Data": {"TicketID": "12345", "ArticleID": "67890"}},
)
SEARCH = Example(
    "GET",
    "/TicketSearch",
    query="UserLogin=agent1&Password=secret&Title=%25Order%25",
    answer={"Success": 1, "Data": {"TicketID": [1001, 1005, 1012]}},
)
GET = Example(
    "GET",
    "/TicketGet",
    query="SessionID=42&TicketID=12345&AllArticles=1&DynamicFields=1",
    answer={
        "Success": 1,
        "Data": {
            "Ticket": [
                {
                    "TicketID": 12345,
                    "TicketNumber": "202501230001",
                    "Title": "New Order",
                    "State": "open",
                    "DynamicField": [{"Name": "Urgency", "Value": "high"}],
                    "Article": [
                        {
                            "ArticleID": 67890,
                            "Subject": "Purchase Inquiry…",
                            "Body": "Please provide a price quote…",
                            "Attachment": [{"Filename": "Quote.pdf", "Content": "JVBERi0x…="}],
                        }
                    ],
                }
            ]
        },
    },
)
UPDATE = Example(
    "PUT",
    "/TicketUpdate",
    body={
        "Data": {
            "SessionID": 42,
            "TicketID": 12345,
            "Ticket": {"State": "pending reminder", "PendingTime": {"Diff": 1440}},
            "Article": {"Subject": "Reminder set", "Body": "Ticket is being processed."},
        }
    },
    answer={"Success": 1, "ErrorMessage": "", "Data": {"TicketID": 12345, "ArticleID": 67891}},
)
DELETE = Example(
    "DELETE",
    "/TicketDelete",
    query="SessionID=42&TicketID=12345",
    answer={"Success": 1, "ErrorMessage": "", "Data": {}},
)
HISTORY = Example(
    "GET",
    "/TicketHistoryGet",
    query="SessionID=42&TicketID=12345",
    answer={"Success": 1, "ErrorMessage": "", "Data": {"TicketHistory": [{"TicketID": "12345", "History": []}]}},
)

PYTHON_CREATE = {
    "Ticket": {
        "Title": "New Order",
        "Queue": "Sales",
        "State": "new",
        "Priority": "3 normal",
        "CustomerUser": "customer@example.com",
    },
    "Article": {"Subject": "Product Inquiry", "Body": "Please send pricing details...", "MimeType": "text/plain"},
}
"""What chapter 3 of the OTOBO guide's Python part sends, without the credentials."""


def unlike(printed: Any, got: Any, where: str = "answer") -> list[str]:
    """Where an answer lacks a key of the printed one, or has another JSON type there."""
    if type(printed) is not type(got):
        return [f"{where}: {type(got).__name__} instead of {type(printed).__name__}"]
    if isinstance(printed, dict):
        missing = [f"{where}: no {key}" for key in printed if key not in got]
        return missing + [
            line for key in printed if key in got for line in unlike(printed[key], got[key], f"{where}.{key}")
        ]
    if isinstance(printed, list) and printed:
        return (
            [line for one in got for line in unlike(printed[0], one, f"{where}[]")] or [] if got else [f"{where}: []"]
        )
    return []
