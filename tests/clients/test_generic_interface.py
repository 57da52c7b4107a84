"""What the clients do for callers where a system is stricter than its guide, shown on an imitated OTOBO and Znuny."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from polydesk_client.otobo import (
    AuthData,
    DynamicFieldParams,
    OTOBOClient,
    OTOBOClientConfig,
    OTOBOError,
    TicketCreateParams,
    TicketGetParams,
    TicketOperation,
    TicketSearchParams,
    TicketUpdateParams,
)
from polydesk_client.znuny import ZnunyClient, ZnunyError

Sent = list[tuple[str, str, Any]]
Answer = Callable[[httpx.Request, Any], Any]


def recording(sent: Sent, answer: Answer) -> httpx.MockTransport:
    def handle(request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content) if request.content else dict(request.url.params)
        sent.append((request.method, request.url.path, body))
        found = answer(request, body)
        return found if isinstance(found, httpx.Response) else httpx.Response(200, json=found)

    return httpx.MockTransport(handle)


def refusal(code: str, message: str) -> dict[str, Any]:
    return {"Error": {"ErrorCode": code, "ErrorMessage": message}}


def call_otobo(answer: Answer, use: Callable[[OTOBOClient], Any]) -> tuple[Any, Sent]:
    sent: Sent = []
    config = OTOBOClientConfig(
        base_url="http://desk.test/otobo/nph-genericinterface.pl/",
        service="OTOBO",
        auth=AuthData(UserLogin="ada", Password="pw"),
        operations={
            TicketOperation.CREATE: "/ticket",
            TicketOperation.SEARCH: "ticket/search",
            TicketOperation.UPDATE: "ticket",
        },
    )

    async def run() -> Any:
        async with httpx.AsyncClient(transport=recording(sent, answer)) as client:
            return await use(OTOBOClient(config, client))

    return asyncio.run(run()), sent


def no_state_closed(_request: httpx.Request, body: Any) -> Any:
    if body.get("Ticket", {}).get("State") == "closed":
        return refusal("TicketUpdate.InvalidParameter", "TicketUpdate: Ticket->State parameter is invalid!")
    return {"TicketID": "7", "ArticleID": ""}


def test_a_word_for_a_state_that_a_fresh_otobo_lacks_is_tried_in_full() -> None:
    answer, sent = call_otobo(
        no_state_closed,
        lambda client: client.update_ticket(TicketUpdateParams(TicketID="7", Ticket={"State": "closed"})),
    )
    assert [body["Ticket"]["State"] for _, _, body in sent] == ["closed", "closed successful"]
    assert (answer.TicketID, answer.ArticleID) == ("7", None)


def test_an_article_gets_the_character_set_otobo_insists_on() -> None:
    made = {"TicketID": "7", "TicketNumber": "2026", "ArticleID": 9}
    params = TicketCreateParams(Ticket={"Title": "x"}, Article={"Subject": "x", "Body": "x", "MimeType": "text/html"})
    _, sent = call_otobo(lambda *_: made, lambda client: client.create_ticket(params))
    assert sent[0][:2] == ("POST", "/otobo/nph-genericinterface.pl/Webservice/OTOBO/ticket")
    assert sent[0][2]["Article"] == {"Subject": "x", "Body": "x", "MimeType": "text/html", "Charset": "utf-8"}
    assert (sent[0][2]["UserLogin"], sent[0][2]["Password"]) == ("ada", "pw")


def test_a_search_without_a_hit_is_empty_and_dynamic_fields_have_parameters_of_their_own() -> None:
    query = TicketSearchParams(DynamicFields={"Urgency": DynamicFieldParams(Equals="high")})
    found, sent = call_otobo(lambda *_: {}, lambda client: client.search_tickets(query))
    assert found.TicketID == []
    assert sent[0][2]["DynamicField_Urgency"] == {"Equals": "high"}


def test_otobos_refusals_are_raised_with_code_and_message() -> None:
    with pytest.raises(OTOBOError, match=r"TicketSearch\.AuthFail: no") as caught:
        call_otobo(
            lambda *_: refusal("TicketSearch.AuthFail", "no"),
            lambda client: client.search_tickets(TicketSearchParams()),
        )
    assert (caught.value.code, caught.value.message) == ("TicketSearch.AuthFail", "no")


def test_what_is_no_web_service_is_an_http_error() -> None:
    with pytest.raises(httpx.HTTPStatusError):
        call_otobo(lambda *_: httpx.Response(500), lambda client: client.search_tickets(TicketSearchParams()))
    with pytest.raises(OTOBOError, match="NoJSON"):
        call_otobo(lambda *_: httpx.Response(200, text="<html>"), lambda c: c.search_tickets(TicketSearchParams()))


def test_an_operation_without_a_path_is_named() -> None:
    with pytest.raises(ValueError, match="TicketGet has no path"):
        call_otobo(lambda *_: {}, lambda client: client.get_ticket(TicketGetParams(TicketID=1)))


class Znuny:
    """Opens sessions, forgets them when told to, and has no operation that deletes."""

    def __init__(self) -> None:
        self.sent: Sent = []
        self.sessions = 0
        self.client = ZnunyClient(
            "http://desk.test", "ada", "pw", client=httpx.Client(transport=recording(self.sent, self.answer))
        )

    def answer(self, request: httpx.Request, body: Any) -> Any:
        if request.url.path.endswith("/Session"):
            self.sessions += 1
            return {"SessionID": f"s{self.sessions}"}
        if request.method == "DELETE":
            return httpx.Response(500, text="unknown web service")
        if body.get("SessionID") != f"s{self.sessions}":
            return refusal("TicketSearch.AuthFail", "Authorization failing!")
        return {"TicketID": ["4"]} if request.method == "GET" else {"TicketID": "4"}


@pytest.fixture
def znuny() -> Znuny:
    return Znuny()


def test_one_session_serves_all_calls(znuny: Znuny) -> None:
    assert znuny.client.ticket_search(queues=["Support"], state_type="open", queue_ids=[1, 2]) == [4]
    znuny.client.ticket_search(title="x")
    paths = [path.rpartition("/")[2] for _, path, _ in znuny.sent]
    assert paths == ["Session", "Ticket", "Ticket"]
    assert znuny.sent[1][2]["StateType"] == "open"


def test_a_session_that_ended_is_opened_anew(znuny: Znuny) -> None:
    znuny.client.ticket_search(title="x")
    znuny.sessions = 5
    assert znuny.client.ticket_search(title="x") == [4]
    assert znuny.sessions == 6


def test_keywords_are_sorted_into_ticket_and_article(znuny: Znuny) -> None:
    znuny.client.ticket_update(
        4, state="open", queue_id=3, sla_id=2, subject="A", article_body="B", dynamic_fields={"Urgency": "high"}
    )
    body = znuny.sent[-1][2]
    assert body["Ticket"] == {"State": "open", "QueueID": 3, "SLAID": 2}
    assert body["Article"] == {"Subject": "A", "Body": "B", "ContentType": "text/plain; charset=utf-8"}
    assert body["DynamicField"] == [{"Name": "Urgency", "Value": "high"}]


def test_where_nothing_deletes_a_ticket_becomes_removed(znuny: Znuny) -> None:
    assert znuny.client.ticket_delete(4) is False
    assert znuny.sent[-1][2]["Ticket"] == {"State": "removed"}


def test_wrong_credentials_are_raised(znuny: Znuny) -> None:
    znuny.client._client = httpx.Client(
        transport=recording(znuny.sent, lambda *_: refusal("SessionCreate.AuthFail", "Authorization failing!"))
    )
    with pytest.raises(ZnunyError, match=r"SessionCreate\.AuthFail"):
        znuny.client.ticket_search(title="x")
