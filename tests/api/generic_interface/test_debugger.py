"""The debugger's log hears of a request what the web service's threshold lets through."""

import pytest
from sqlalchemy import select

from polydesk.desk.services.import_service import import_service
from polydesk.desk.services.models import DebuggerContent, DebuggerEntry
from tests.api.client import ADA, Client

DEFINITION = """
Debugger: {{DebugThreshold: {threshold}}}
Provider:
  Transport:
    Config: {{RouteOperationMapping: {{Find: {{Route: /Find}}, Get: {{Route: /Get}}, Test: {{Route: /Test}}}}}}
  Operation:
    Find: {{Type: 'Ticket::TicketSearch'}}
    Get: {{Type: 'Ticket::TicketGet'}}
    Test: {{Type: 'Test::Test'}}
"""


def serve(client: Client, threshold: str) -> Client:
    with client.desk.work() as work:
        import_service(work, DEFINITION.format(threshold=threshold), "Talkative")
    return Client(client.desk, "Talkative")


def contents(client: Client) -> list[tuple[str, str, str]]:
    columns = (DebuggerContent.level, DebuggerContent.subject, DebuggerContent.content)
    with client.desk.look() as look:
        rows = look.connection.execute(select(*columns).order_by(DebuggerContent.id)).all()
    return [(row.level, row.subject, row.content) for row in rows]


def test_at_debug_it_hears_every_stage(client: Client) -> None:
    serve(client, "debug").send("POST", "/Find", ADA)
    assert [subject for _level, subject, _content in contents(client)] == [
        "Communication sequence started",
        "Detected operation 'Find'",
        "Incoming data before mapping",
        "Incoming data after mapping",
        "Outgoing data before mapping",
        "Returning provider data to remote system (HTTP Code: 200)",
    ]


@pytest.mark.parametrize("threshold", ["info", "notice", "error"])
def test_above_it_hears_only_of_errors(client: Client, threshold: str) -> None:
    talkative = serve(client, threshold)
    talkative.send("POST", "/Find", ADA)
    assert contents(client) == []
    talkative.send("POST", "/Get", ADA)
    assert contents(client) == [
        ("error", "TicketGet.MissingParameter", "TicketGet: TicketID parameter is missing!"),
    ]


@pytest.mark.parametrize(
    ("route", "body", "subject"),
    [
        ("/Nowhere", b"{}", "HTTP::REST Error while determine Operation for request URI '/Nowhere'."),
        ("/Find", b"{", "Error while decoding request content."),
        ("/Find", b"[]", "Unsupported request content structure."),
        ("/Test", b'{"TestError": 7}', "Error message for error code: 7"),
    ],
)
def test_it_hears_of_every_kind_of_failure(client: Client, route: str, body: bytes, subject: str) -> None:
    serve(client, "error").send("POST", route, body=body)
    assert [one[:2] for one in contents(client)] == [("error", subject)]


def test_each_request_is_an_entry_with_its_callers_address(client: Client) -> None:
    talkative = serve(client, "debug")
    talkative.send("POST", "/Find", ADA)
    talkative.send("POST", "/Find", ADA)
    with client.desk.look() as look:
        entries = look.connection.execute(select(DebuggerEntry.__table__)).all()
    assert len({entry.communication_id for entry in entries}) == 2
    assert {(entry.remote_address, len(entry.communication_id)) for entry in entries} == {(client.address, 32)}


def test_a_content_is_cut_before_it_gets_large(client: Client) -> None:
    serve(client, "debug").send("POST", "/Find", {**ADA, "Title": "x" * 300_000, "Zero": "a\0b"})
    assert max(len(content) for _level, _subject, content in contents(client)) == 100_000


def test_the_services_of_a_fresh_desk_log_only_errors(client: Client) -> None:
    for name in ("GenericTicketConnectorREST", "OTOBO", "OpenTicketAI", "MyConnectorREST"):
        Client(client.desk, name).send("POST", "/TicketSearch", ADA)
        Client(client.desk, name).send("POST", "/ticket/search", ADA)
    assert {level for level, _subject, _content in contents(client)} <= {"error"}
