"""The published guides' examples give the published answers, and only where a request follows the guide."""

import json
from dataclasses import replace
from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.people.api_keys import create_api_key
from polydesk.desk.people.change_password import change_agent_password
from tests.api.client import ADA, ARTICLE, GUIDE, ON_SQLITE, STOCK, TICKET, Client, Reply
from tests.api.generic_interface.guide_examples import (
    CREATE,
    DELETE,
    GET,
    HISTORY,
    PYTHON_CREATE,
    SEARCH,
    UPDATE,
    Example,
    unlike,
)
from tests.api.stored import stored


@pytest.fixture
def key(world: Desk) -> dict[str, str]:
    """The header the guides' examples carry."""
    with world.work() as work:
        return {"x-api-key": create_api_key(work, "agent1", "guide")}


@pytest.fixture
def secret(world: Desk) -> None:
    """The password of the guides' examples."""
    with world.work() as work:
        change_agent_password(work, "agent1", "secret")


def run(guide: Client, example: Example, headers: dict[str, str], ticket_id: int = 12345) -> Reply:
    """The example as printed, on a ticket that exists."""
    body = json.loads(json.dumps(example.body).replace("12345", str(ticket_id)))
    query = example.query.replace("12345", str(ticket_id))
    if body:
        return guide.send(example.method, example.path, body, query=query, headers=headers)
    return guide.send(example.method, example.path, query=query, headers=headers)


def opened(guide: Client, key: dict[str, str]) -> int:
    return int(run(guide, CREATE, key).json["Data"]["TicketID"])


def test_create(guide: Client, key: dict[str, str]) -> None:
    reply = run(guide, CREATE, key)
    assert reply.status == 200
    assert unlike(CREATE.answer, reply.json) == []
    ticket = Client(guide.desk).ticket(int(reply.json["Data"]["TicketID"]), AllArticles=1)
    assert (ticket["Title"], ticket["CustomerUserID"]) == ("New Order", "max.mustermann@example.com")
    assert ticket["Article"][0]["ContentType"] == "text/plain; charset=utf-8"


def test_search(guide: Client, key: dict[str, str], secret: None) -> None:
    ticket_ids = [opened(guide, key), opened(guide, key)]
    reply = run(guide, SEARCH, {})
    assert unlike(SEARCH.answer, reply.json) == []
    assert sorted(reply.json["Data"]["TicketID"]) == ticket_ids
    assert sorted(reply.json["TicketID"]) == ticket_ids


def test_a_search_without_a_hit_is_an_empty_list(guide: Client, secret: None) -> None:
    assert run(guide, SEARCH, {}).json["Data"] == {"TicketID": []}


def test_get(guide: Client, key: dict[str, str]) -> None:
    file = {"Filename": "Quote.pdf", "Content": "JVBERi0x", "ContentType": "application/pdf"}
    field = {"Name": "Urgency", "Value": "high"}
    data = {**CREATE.body["Data"], "Attachment": [file], "DynamicField": [field]}
    ticket_id = int(run(guide, replace(CREATE, body={"Data": data}), key).json["Data"]["TicketID"])
    reply = run(guide, replace(GET, query=f"{GET.query}&Attachments=1"), key, ticket_id)
    ticket = reply.json["Ticket"][0]
    fields = [one for one in ticket["DynamicField"] if one["Value"] is not None]
    assert unlike(GET.answer, {"Success": 1, "Data": {"Ticket": [{**ticket, "DynamicField": fields}]}}) == []
    assert reply.json == {"Ticket": [ticket], "Success": 1, "ErrorMessage": "", "Data": {"Ticket": [ticket]}}


def test_update(guide: Client, key: dict[str, str]) -> None:
    ticket_id = opened(guide, key)
    reply = run(guide, UPDATE, key, ticket_id)
    assert unlike(UPDATE.answer, reply.json) == []
    ticket = Client(guide.desk).ticket(ticket_id, AllArticles=1)
    assert (ticket["State"], 86_000 < ticket["UntilTime"] <= 86_400) == ("pending reminder", True)
    assert ticket["Article"][1]["Body"] == "Ticket is being processed."


def test_delete(guide: Client, key: dict[str, str]) -> None:
    ticket_id = opened(guide, key)
    assert run(guide, DELETE, key, ticket_id).json == DELETE.answer
    assert run(guide, DELETE, key, ticket_id).json["Success"] == 0


def test_history_of_several_tickets(guide: Client, key: dict[str, str]) -> None:
    first, second = opened(guide, key), opened(guide, key)
    reply = guide.send("GET", HISTORY.path, query=f"SessionID=42&TicketID={first},{second}", headers=key)
    assert unlike(HISTORY.answer, reply.json) == []
    assert [one["TicketID"] for one in reply.json["Data"]["TicketHistory"]] == [str(first), str(second)]


@pytest.mark.parametrize("example", [CREATE, GET, UPDATE, DELETE, HISTORY], ids=lambda one: one.path)
@pytest.mark.parametrize("headers", [{}, {"x-api-key": "abc123"}, {"x-api-key": ""}], ids=["no", "wrong", "empty"])
@ON_SQLITE
def test_without_a_valid_key_session_42_is_refused(guide: Client, example: Example, headers: dict[str, str]) -> None:
    before = stored(guide.desk)
    reply = run(guide, example, headers, 1)
    assert (reply.status, reply.json["Success"], reply.json["Data"]) == (200, 0, {})
    assert "uthori" in reply.json["ErrorMessage"] or "authenticated" in reply.json["ErrorMessage"]
    assert stored(guide.desk) == before


def test_a_session_of_the_guides_kind_is_a_number(guide: Client) -> None:
    token = guide.send("POST", "/SessionCreate", {"Data": ADA}).json["Data"]["SessionID"]
    assert token.isdigit()
    for session in (token, int(token)):
        data = {**CREATE.body["Data"], "SessionID": session}
        assert guide.send("POST", "/TicketCreate", {"Data": data}).json["Success"] == 1


def test_a_session_can_be_removed(guide: Client) -> None:
    token = guide.send("POST", "/SessionCreate", ADA).json["SessionID"]
    query = {"SessionID": token}
    assert guide.send("GET", "/SessionGet", query=query).json["Success"] == 1
    assert guide.send("DELETE", "/SessionRemove", query=query).json["Success"] == 1
    assert guide.send("DELETE", "/SessionRemove", query=query).json["Error"]["ErrorCode"] == "SessionRemove.Fail"
    assert guide.send("GET", "/SessionGet", query=query).json["Success"] == 0
    assert guide.send("GET", "/TicketSearch", query=query).json["Success"] == 0


@pytest.mark.parametrize("route", ["/Ticket", "/TicketSearch", "/TicketGet", "/Session"])
def test_the_envelope_is_answered_in_the_envelope_on_any_web_service(client: Client, route: str) -> None:
    reply = client.send("POST", route, {"Data": {**ADA, "TicketID": 1, "Ticket": TICKET, "Article": ARTICLE}})
    assert set(reply.json) == {"Success", "ErrorMessage", "Data"}


def test_an_error_in_the_envelope_is_success_0_with_its_message(client: Client) -> None:
    reply = client.send("POST", "/Ticket", {"Data": {**ADA, "Ticket": {"Title": "x"}, "Article": ARTICLE}})
    message = "TicketCreate: Ticket->CustomerUser parameter is missing!"
    assert reply.json == {"Success": 0, "ErrorMessage": message, "Data": {}}


def test_credentials_may_stand_beside_the_envelope(client: Client) -> None:
    reply = client.send("POST", "/Ticket", {**ADA, "Data": {"Ticket": TICKET, "Article": ARTICLE}})
    assert reply.json["Success"] == 1


LENIENT: list[tuple[dict[str, Any], str]] = [
    ({"Article": {"Subject": "s", "Body": "b", "MimeType": "text/plain"}}, "TicketCreate.MissingParameter"),
    ({"Article": {"Subject": "s", "Body": "b"}}, "TicketCreate.MissingParameter"),
    ({"Ticket": {**TICKET, "CustomerUser": "customer@example.com"}}, "TicketCreate.InvalidParameter"),
    ({"Ticket": {**TICKET, "State": "closed"}}, "TicketCreate.InvalidParameter"),
]


@pytest.mark.parametrize(("part", "refusal"), LENIENT)
def test_what_the_examples_send_is_taken_where_the_guide_is_followed_and_only_there(
    client: Client, guide: Client, part: dict[str, Any], refusal: str
) -> None:
    whole = {**ADA, "Ticket": TICKET, "Article": ARTICLE, **part}
    assert "TicketID" in guide.send("POST", "/TicketCreate", whole).json
    assert client.send("POST", "/Ticket", {"Data": whole}).json["Success"] == 1
    before = stored(client.desk)
    assert client.send("POST", "/Ticket", whole).error == refusal
    assert stored(client.desk) == before


def test_an_update_of_only_subject_and_body_is_taken_there_and_only_there(client: Client, guide: Client) -> None:
    ticket_id = client.open()
    article = {"Subject": "s", "Body": "b"}
    assert client.update(ticket_id, Article=article).error == "TicketUpdate.MissingParameter"
    sent = {**ADA, "TicketID": ticket_id, "Article": article, "Ticket": {"State": "closed"}}
    assert "ArticleID" in guide.send("PUT", "/TicketUpdate", sent).json
    assert client.ticket(ticket_id)["State"] == "closed successful"


def test_state_type_open_and_closed_are_categories_there_and_only_there(client: Client, guide: Client) -> None:
    new, closed = client.open(), client.open(State="closed successful")

    def found(state_type: str) -> list[int]:
        query = {**ADA, "StateType": state_type}
        ids: list[int] = guide.send("GET", "/TicketSearch", query=query).json["Data"]["TicketID"]
        return ids

    assert (found("Open"), found("Closed")) == ([new], [closed])
    stock = client.send("GET", "/Ticket", query={**ADA, "StateType": "Open"})
    assert stock.json == {}


def test_a_dynamic_field_operator_in_the_query_counts_there_and_only_there(client: Client, guide: Client) -> None:
    field = {"Name": "Urgency", "Value": "high"}
    high = int(client.create(DynamicField=field).json["TicketID"])
    low = client.open()
    query = {**ADA, "DynamicField_Urgency.Equals": "high"}
    assert guide.send("GET", "/TicketSearch", query=query).json["Data"]["TicketID"] == [high]
    assert client.send("GET", "/Ticket", query=query).json == {"TicketID": [str(low), str(high)]}


def test_a_key_opens_nothing_without_the_guides_paths_or_envelope(client: Client, key: dict[str, str]) -> None:
    sent = {"Ticket": TICKET, "Article": ARTICLE}
    assert client.send("POST", "/Ticket", sent, headers=key).error == "TicketCreate.MissingParameter"
    assert client.send("GET", "/Ticket", headers=key).error == "TicketSearch.AuthFail"
    assert client.send("POST", "/Ticket", {"Data": sent}, headers=key).json["Success"] == 1


COOKIES = (
    "OTOBOAgentInterface", "OTOBOCustomerInterface", "ZnunyAgentInterface", "OTRSAgentInterface",
)  # fmt: skip


@pytest.mark.parametrize("name", COOKIES)
@ON_SQLITE
def test_the_session_cookie_is_accepted_there_and_only_there(client: Client, guide: Client, name: str) -> None:
    cookie = {"cookie": f"other=1; {name}={client.session()}"}
    assert guide.send("GET", "/TicketSearch", headers=cookie).json["Success"] == 1
    assert client.send("GET", "/Ticket", headers=cookie).error == "TicketSearch.AuthFail"


@pytest.mark.parametrize(
    ("headers", "success"),
    [
        ({"sec-fetch-site": "same-origin"}, 1),
        ({"sec-fetch-site": "none"}, 1),
        ({"sec-fetch-site": "same-site"}, 0),
        ({"sec-fetch-site": "cross-site"}, 0),
        ({"origin": "https://desk.example", "host": "desk.example"}, 1),
        ({"origin": "https://evil.example", "host": "desk.example"}, 0),
        ({"origin": "https://desk.example.evil.example", "host": "desk.example"}, 0),
        ({"origin": "null", "host": "desk.example"}, 0),
        ({"origin": "", "host": "desk.example"}, 0),
    ],
    ids=str,
)
@ON_SQLITE
def test_a_cookie_counts_only_on_our_own_pages(
    client: Client, guide: Client, headers: dict[str, str], success: int
) -> None:
    cookie = {"cookie": f"OTOBOAgentInterface={client.session()}"}
    ticket_id = client.open()
    query = {"TicketID": ticket_id}
    assert guide.send("DELETE", "/TicketDelete", query=query, headers={**cookie, **headers}).json["Success"] == success


def test_a_login_is_not_helped_by_a_cookie(client: Client, guide: Client) -> None:
    cookie = {"cookie": f"OTOBOAgentInterface={client.session()}"}
    query = {"UserLogin": "agent1", "Password": "wrong"}
    assert guide.send("GET", "/TicketSearch", query=query, headers=cookie).json["Success"] == 0


@pytest.mark.parametrize(
    "cookie", ["OTOBOAgentInterface", "=", "a=\x00", "OTOBOAgentInterface=\u00e9", '"; a=b', "x" * 70_000]
)
@ON_SQLITE
def test_a_strange_cookie_is_no_cookie(guide: Client, cookie: str) -> None:
    reply = guide.send("GET", "/TicketSearch", headers={"cookie": cookie})
    assert (reply.status, reply.json["Success"]) == (200, 0)


def test_the_python_chapters_service_is_ready_on_a_fresh_desk(world: Desk) -> None:
    otobo = Client(world, "OTOBO")
    made = otobo.send("POST", "/ticket", {**ADA, **PYTHON_CREATE}).json
    assert set(made) == {"TicketID", "TicketNumber", "ArticleID", "Ticket"}
    assert otobo.send("POST", "/ticket/search", {**ADA, "Title": "%Order%"}).json == {"TicketID": [made["TicketID"]]}
    sent = {**ADA, "TicketID": made["TicketID"], "AllArticles": 1}
    assert otobo.send("POST", "/ticket/get", sent).json["Ticket"][0]["Article"][0]["Subject"] == "Product Inquiry"
    closed = otobo.send("PUT", "/ticket", {**ADA, "TicketID": made["TicketID"], "Ticket": {"State": "closed"}}).json
    assert closed["Ticket"]["State"] == "closed successful"
    history = otobo.send("POST", "/ticket/history", sent).json["TicketHistory"][0]["History"]
    assert {"NewTicket", "StateUpdate"} <= {one["HistoryType"] for one in history}


@pytest.mark.parametrize("name", [STOCK, "OTOBO", "OpenTicketAI", GUIDE])
def test_the_guides_web_services_are_there_on_a_fresh_desk(desk: Desk, name: str) -> None:
    reply = Client(desk, name).send("GET", "/no/such/route")
    assert reply.text == "HTTP::REST Error while determine Operation for request URI '/no/such/route'."
