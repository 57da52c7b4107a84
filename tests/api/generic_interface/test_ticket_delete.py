"""TicketDelete, which only the guides have: the ticket is gone for everybody and its number is never used again."""

from typing import Any

import pytest

from polydesk.desk.services.import_service import import_service
from polydesk.desk.tickets.models import Ticket
from tests.api.client import ADA, ARTICLE, BO, CORA, NELL, RAE, Client, Reply
from tests.api.stored import stored

ROOT = {"UserLogin": "root@localhost", "Password": "root-pw-1"}


def delete(guide: Client, ticket_ids: object, who: dict[str, Any] = ADA) -> Reply:
    return guide.send("DELETE", "/TicketDelete", query={**who, "TicketID": ticket_ids})


@pytest.mark.parametrize("who", [ADA, ROOT, CORA])
def test_a_deleted_ticket_is_gone_for_every_operation(client: Client, guide: Client, who: dict[str, Any]) -> None:
    ticket_id = client.open(Title="Secret of old")
    number = client.ticket(ticket_id)["TicketNumber"]
    assert delete(guide, ticket_id).json["Success"] == 1
    assert client.get(ticket_id, who).error == "TicketGet.AccessDenied"
    assert client.update(ticket_id, who, Article=ARTICLE).error == "TicketUpdate.AccessDenied"
    by_number = {**who, "TicketNumber": number, "Ticket": {"Title": "Back"}}
    assert client.send("PATCH", "/Ticket/0", by_number).error == "TicketUpdate.AccessDenied"
    assert "Error" in client.history(ticket_id, who).json
    assert "Error" in delete(guide, ticket_id, who).json


@pytest.mark.parametrize(
    "criteria",
    [
        {},
        {"SearchInArchive": "AllTickets"},
        {"SearchInArchive": "ArchivedTickets"},
        {"Title": "*old*", "SearchInArchive": "AllTickets"},
        {"Fulltext": "smoke", "SearchInArchive": "AllTickets"},
        {"MIMEBase_Body": "smoke", "SearchInArchive": "AllTickets"},
        {"StateType": "removed", "SearchInArchive": "AllTickets"},
        {"DynamicField_Urgency": {"Equals": "high"}, "SearchInArchive": "AllTickets"},
    ],
    ids=str,
)
def test_no_search_finds_it(client: Client, guide: Client, criteria: dict[str, Any]) -> None:
    field = {"Name": "Urgency", "Value": "high"}
    ticket_id = int(client.create(DynamicField=field).json["TicketID"])
    delete(guide, ticket_id)
    for who in (ADA, ROOT, CORA):
        assert client.search(who, **criteria, TicketID=ticket_id) == []


def test_neither_its_id_nor_its_number_is_given_out_again(client: Client, guide: Client) -> None:
    first = client.create().json
    delete(guide, first["TicketID"])
    second = client.create().json
    assert int(second["TicketID"]) > int(first["TicketID"])
    assert second["TicketNumber"] != first["TicketNumber"]


def test_several_at_once(client: Client, guide: Client) -> None:
    ids = [client.open(), client.open(), client.open()]
    assert delete(guide, ids[:2]).json["Success"] == 1
    assert delete(guide, f"{ids[2]}").json["Success"] == 1
    assert client.search() == []


@pytest.mark.parametrize(
    ("who", "code"),
    [(RAE, "AccessDenied"), (NELL, "AccessDenied"), (CORA, "AccessDenied"), ({}, "AuthFail")],
)
def test_it_takes_an_agent_with_all_rights(client: Client, guide: Client, who: dict[str, Any], code: str) -> None:
    ticket_id = client.open()
    before = stored(client.desk)
    assert delete(guide, ticket_id, who).json["Error"]["ErrorCode"] == f"TicketDelete.{code}"
    assert stored(client.desk) == before


def test_all_of_them_or_none(client: Client, guide: Client) -> None:
    ids = [client.open(), client.open(Queue="Support")]
    before = stored(client.desk)
    for listed in (ids, [ids[0], 99_999], f"{ids[0]},x", [ids[0], -1]):
        assert delete(guide, listed, BO).json["Error"]["ErrorCode"] == "TicketDelete.AccessDenied"
    assert stored(client.desk) == before


def test_an_administrator_can_still_find_what_it_was(client: Client, guide: Client) -> None:
    ticket_id = client.open(Title="Was here")
    delete(guide, ticket_id)
    with client.desk.work() as work:
        row = work.session.get(Ticket, ticket_id)
        assert row is not None
        assert (row.title, row.archived, row.deleted_at is None) == ("Was here", 1, False)


def test_a_web_service_that_does_not_follow_the_guide_has_no_such_operation(client: Client) -> None:
    definition = """
        Polydesk: {Guide: '0'}
        Provider:
          Transport: {Config: {RouteOperationMapping: {Away: {Route: /TicketDelete}}}}
          Operation: {Away: {Type: 'Ticket::TicketDelete'}}
        """
    with client.desk.work() as work:
        import_service(work, definition, "Strict")
    ticket_id = client.open()
    reply = delete(Client(client.desk, "Strict"), ticket_id)
    module = "Kernel::GenericInterface::Operation::Ticket::TicketDelete"
    assert reply.status == 500
    assert reply.json["faultstring"] == f"Can't load operation backend module {module}!"
    assert client.ticket(ticket_id)
