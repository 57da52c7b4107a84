"""Input no client should send, each answered as the real system answers, with nothing stored."""

import itertools
import random
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from polydesk.desk.desk import Desk
from polydesk.desk.people.models import AccessToken
from polydesk.desk.services.import_service import import_service
from polydesk.kernel import clock
from tests.api.client import ADA, ARTICLE, CATO, CORA, NELL, ON_SQLITE, RAE, STOCK, TICKET, Client, Reply
from tests.api.generic_interface.verdicts import UNDECODABLE
from tests.api.stored import stored

WHOLE = {**ADA, "Ticket": TICKET, "Article": ARTICLE}
REQUIRED = (
    ("Ticket", "Title", "Ticket->Title parameter is missing!"),
    ("Ticket", "CustomerUser", "Ticket->CustomerUser parameter is missing!"),
    ("Ticket", "Queue", "Ticket->QueueID or Ticket->Queue parameter is required!"),
    ("Ticket", "State", "Ticket->StateID or Ticket->State parameter is required!"),
    ("Ticket", "Priority", "Ticket->PriorityID or Ticket->Priority parameter is required!"),
    ("Article", "Subject", "Article->Subject parameter is missing!"),
    ("Article", "Body", "Article->Body parameter is missing!"),
    (
        "Article",
        "ContentType",
        "Article->ContentType or Ticket->MimeType and Article->Charset parameters are required!",
    ),
)
"""In the order of the checks."""


@pytest.mark.parametrize(
    "body",
    [
        b"{", b'{"a":1}x', b"{'a':1}", b'{"a":NaN}', b'{"a":Infinity}', b"\xff\xfe{}", b"\xef\xbb\xbf{}",
        b"null", b"false", b"0", b'""', b"  ", b"\x00", b'{"a":"\\ud800"}', b'{"a":"\xed\xa0\x80"}',
        b"[" * 600 + b"]" * 600, b"[" * 2_000_000,
        b'{"a":' * 100_000, b'{"a":1e999}', b"a=1&b=2", b'{"Ticket":{"Title":"' + b"x" * 100_000,
    ],
    ids=lambda body: repr(body[:12]),
)  # fmt: skip
@ON_SQLITE
def test_what_is_no_json_is_not_dispatched(client: Client, body: bytes) -> None:
    reply = client.send("POST", "/Ticket", body=body)
    assert (reply.status, reply.text, reply.content_type) == (500, UNDECODABLE, "text/plain; charset=UTF-8")


@pytest.mark.parametrize("body", [b"{}", b"[]", b'"text"', b"17", b"true"])
@ON_SQLITE
def test_json_that_holds_no_parameters_is_not_dispatched(client: Client, body: bytes) -> None:
    reply = client.send("POST", "/Ticket", body=body)
    assert (reply.status, reply.text) == (500, "Unsupported request content structure.")


@pytest.mark.parametrize(
    ("method", "route", "answer"),
    [
        ("POST", "/Ticket", (500, "text/plain", "Internal Server Error")),
        ("POST", "/TicketGet", (500, "text/plain", "Internal Server Error")),
        ("POST", "/TicketSearch", (500, "text/plain", "Internal Server Error")),
        ("POST", "/Session", (200, "application/json; charset=UTF-8", "SessionCreate: The request is empty!")),
        ("PATCH", "/Ticket/1", (200, "application/json; charset=UTF-8", "TicketUpdate: The request data is invalid!")),
    ],
)
def test_a_list_is_answered_as_each_operation_answers_it(
    client: Client, method: str, route: str, answer: tuple[int, str, str]
) -> None:
    before = stored(client.desk)
    reply = client.send(method, route, [WHOLE])
    status, content_type, text = answer
    assert (reply.status, reply.content_type) == (status, content_type)
    assert text in reply.text
    assert stored(client.desk) == before


def test_whatever_is_missing_the_first_check_speaks(client: Client) -> None:
    before = stored(client.desk)
    order = random.Random(1)
    for count in range(1, len(REQUIRED) + 1):
        for missing in itertools.combinations(REQUIRED, count):
            parts: dict[str, dict[str, Any]] = {"Ticket": {"Extra": 1}, "Article": {"Extra": 1}}
            for part, key, _message in order.sample(REQUIRED, len(REQUIRED)):
                if (part, key) not in [one[:2] for one in missing]:
                    parts[part][key] = (TICKET if part == "Ticket" else ARTICLE)[key]
            error = client.create(**parts).json["Error"]
            assert error == {
                "ErrorCode": "TicketCreate.MissingParameter",
                "ErrorMessage": f"TicketCreate: {missing[0][2]}",
            }
    assert stored(client.desk) == before


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        *((name, "no such thing") for name in ("Queue", "State", "Priority", "Owner", "Responsible", "Lock", "Type")),
        *((f"{name}ID", 9999) for name in ("Queue", "State", "Priority", "Owner", "Responsible", "Lock", "Type")),
        ("Service", "Retired"),
        ("ServiceID", 4),
        ("SLA", "Gold"),
        ("Queue", "Old Queue"),
        ("Owner", "gone1"),
        ("State", "obsolete"),
        ("Priority", "6 old"),
        ("Type", "Old Type"),
        ("Priority", "3 NORMAL"),
        ("CustomerUser", "cgone"),
        ("CustomerUser", "someone@example.com"),
    ],
)
@ON_SQLITE
def test_unknown_and_invalid_names_and_ids_are_refused(client: Client, key: str, wrong: object) -> None:
    ticket_id = client.open()
    before = stored(client.desk)
    assert client.create(Ticket={**TICKET, key: wrong}).error == "TicketCreate.InvalidParameter"
    assert client.update(ticket_id, Ticket={key: wrong}).error == "TicketUpdate.InvalidParameter"
    assert stored(client.desk) == before


def test_a_queue_in_another_case_passes_the_check_and_fails(client: Client) -> None:
    ticket_id = client.open()
    before = stored(client.desk)
    made = client.create(Ticket={**TICKET, "Queue": "sALES"})
    moved = client.update(ticket_id, Ticket={"Queue": "sUPPORT"})
    assert [made.status, moved.status] == [500, 500]
    assert "could not be created" in made.json["faultstring"]
    assert "queue could not be updated" in moved.json["faultstring"]
    assert stored(client.desk) == before


def limited(desk: Desk) -> Client:
    definition = """
        Provider:
          Transport: {Config: {MaxLength: '400', RouteOperationMapping: {Make: {Route: /Ticket}}}}
          Operation: {Make: {Type: 'Ticket::TicketCreate'}}
        """
    with desk.work() as work:
        import_service(work, definition, "Limited")
    return Client(desk, "Limited")


def test_a_body_over_the_limit_is_not_read(client: Client) -> None:
    small = limited(client.desk)
    before = stored(small.desk)
    over = small.send("POST", "/Ticket", body=b'{"a":"' + b"x" * 393 + b'"}')
    exact = small.send("POST", "/Ticket", body=b'{"a":"' + b"x" * 392 + b'"}')
    assert (over.status, over.text, over.content_type) == (413, "Payload Too Large", "text/plain; charset=UTF-8")
    assert exact.error == "TicketCreate.MissingParameter"
    assert stored(small.desk) == before


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("SGVsbG8", "SGVsbG8="), ("SGVs bG8=", "SGVsbG8="), ("SGVs*bG8=x", "SGVsbG8="), ("!!!", ""), ("A", "")],
)
def test_broken_base64_is_decoded_as_far_as_it_goes(client: Client, sent: str, kept: str) -> None:
    file = {"Content": sent, "ContentType": "text/plain", "Filename": "a.txt"}
    ticket_id = client.create(Attachment=file).json["TicketID"]
    article = client.ticket(ticket_id, AllArticles=1, Attachments=1)["Article"][0]
    assert [one["Content"] for one in article["Attachment"]] == [kept]


def test_zero_bytes_are_left_out(client: Client) -> None:
    ticket_id = client.open(Title="a\0b", article={"Body": "c\0d", "Subject": "e\0f"})
    ticket = client.ticket(ticket_id, AllArticles=1)
    assert (ticket["Title"], ticket["Article"][0]["Body"], ticket["Article"][0]["Subject"]) == ("ab", "cd", "ef")
    assert client.search(Title="a\0b") == [ticket_id]


def test_zero_bytes_in_a_query_find_nothing_and_harm_nothing(client: Client) -> None:
    client.open()
    for name in ("Title", "TicketNumber", "CustomerID", "MIMEBase_Body", "Fulltext", "Queues", "UserLogin"):
        reply = client.send("GET", "/Ticket", query={**ADA, name: "\0"})
        assert reply.status == 200, (name, reply)


def test_ten_thousand_dynamic_fields_are_one_value_each(client: Client) -> None:
    fields = [{"Name": "Urgency", "Value": str(number)} for number in range(10_000)]
    reply = client.create(DynamicField=fields)
    ticket = client.ticket(int(reply.json["TicketID"]), DynamicFields=1)
    assert {"Name": "Urgency", "Value": "9999"} in ticket["DynamicField"]


def test_ten_thousand_unknown_dynamic_fields_are_refused(client: Client) -> None:
    before = stored(client.desk)
    fields = [{"Name": f"Unknown{number}", "Value": "x"} for number in range(10_000)]
    assert client.create(DynamicField=fields).error == "TicketCreate.InvalidParameter"
    assert stored(client.desk) == before


def test_deep_nesting_up_to_the_limit_is_only_a_wrong_type(client: Client) -> None:
    deep: Any = "x"
    for _ in range(500):
        deep = [deep]
    before = stored(client.desk)
    for part in ({"Ticket": {**TICKET, "Title": deep}}, {"DynamicField": {"Name": "Topics", "Value": deep}}):
        assert client.create(**part).error.startswith("TicketCreate.")
    assert stored(client.desk) == before


@pytest.mark.parametrize("token", [42, "42", "x" * 32, "x" * 100_000, True, ["a"], {"a": 1}, "é\u202e"])
@ON_SQLITE
def test_a_wrong_session_decides_alone_even_beside_a_good_login(client: Client, token: object) -> None:
    before = stored(client.desk)
    assert client.create({**ADA, "SessionID": token}).error == "TicketCreate.AuthFail"
    assert client.send("POST", "/TicketSearch", {**ADA, "SessionID": token}).error == "TicketSearch.AuthFail"
    assert stored(client.desk) == before


def test_a_session_ends_two_hours_after_it_began(client: Client) -> None:
    token = client.session()
    assert client.create({"SessionID": token}).error == ""
    with client.desk.work() as work:
        long_ago = clock.now() - timedelta(seconds=7201)
        work.connection.execute(update(AccessToken).values(create_time=long_ago))
    before = stored(client.desk)
    assert client.create({"SessionID": token}).error == "TicketCreate.AuthFail"
    assert stored(client.desk) == before


def test_a_session_works_only_from_where_it_was_made(client: Client) -> None:
    token = client.session()
    elsewhere = Client(client.desk, STOCK, "192.0.2.99")
    assert elsewhere.create({"SessionID": token}).error == "TicketCreate.AuthFail"


def everything_on(client: Client, ticket_id: object, who: Mapping[str, Any]) -> list[Reply]:
    return [
        client.get(ticket_id, who, AllArticles=1),
        client.update(ticket_id, who, Ticket={"Title": "Mine"}),
        client.update(ticket_id, who, Article=ARTICLE),
        client.history(ticket_id, who),
    ]


def test_a_customer_cannot_reach_the_tickets_of_others(client: Client) -> None:
    ticket_id = client.open(CustomerUser="c3")
    before = stored(client.desk)
    codes = [reply.error for reply in everything_on(client, ticket_id, CORA)]
    assert codes == [
        "TicketGet.AccessDenied", "TicketUpdate.AccessDenied", "TicketUpdate.AccessDenied", "TicketHistoryGet.AuthFail",
    ]  # fmt: skip
    assert client.search(CORA) == []
    assert client.search(CATO) == [ticket_id]
    assert stored(client.desk) == before


def test_what_may_not_be_seen_reads_like_what_does_not_exist(client: Client) -> None:
    hidden = client.open()
    assert [one.body for one in everything_on(client, hidden, NELL)][:3] == [
        one.body for one in everything_on(client, 99_999, NELL)
    ][:3]


def test_a_read_only_agent_cannot_write(client: Client) -> None:
    ticket_id = client.open()
    before = stored(client.desk)
    assert client.create(RAE).error == "TicketCreate.AccessDenied"
    for change in (
        {"Article": ARTICLE},
        {"DynamicField": {"Name": "Urgency", "Value": "x"}},
        {"Ticket": {"Queue": "Raw"}},
        {"Ticket": {"Owner": "ro1"}},
        {"Ticket": {"Responsible": "ro1"}},
        {"Ticket": {"Priority": "1 very low"}},
        {"Ticket": {"State": "closed successful"}},
        {"Ticket": {"Title": "Renamed", "Owner": "ro1"}},
    ):
        assert client.update(ticket_id, RAE, **change).error == "TicketUpdate.AccessDenied", change
    assert stored(client.desk) == before


def test_a_change_that_fails_half_way_changes_nothing(client: Client) -> None:
    ticket_id = client.open()
    before = stored(client.desk)
    part = {"Title": "Renamed", "Queue": "Support", "State": "pending reminder"}
    assert client.update(ticket_id, Ticket=part).error == "TicketUpdate.MissingParameter"
    listed = client.create(DynamicField={"Name": "Urgency", "Value": ["a", "b"]})
    assert (listed.status, listed.json["faultcode"]) == (500, "Server")
    assert stored(client.desk) == before
