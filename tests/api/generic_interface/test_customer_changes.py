"""What customers may change on a ticket they see: little, unless the web service says otherwise."""

from typing import Any

import pytest

from polydesk.desk.services.import_service import import_service
from tests.api.client import ARTICLE, CLEO, CORA, ON_SQLITE, Client
from tests.api.stored import stored

ALL = """
Polydesk: {CustomerChanges: all}
Provider:
  Transport: {Config: {RouteOperationMapping: {Update: {Route: '/Ticket/:TicketID', RequestMethod: [PATCH]}}}}
  Operation: {Update: {Type: 'Ticket::TicketUpdate'}}
"""
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"Ticket": {"Queue": "Support"}}, "queue"),
    ({"Ticket": {"QueueID": 7}}, "queue"),
    ({"Ticket": {"Owner": "agent1"}}, "owner"),
    ({"Ticket": {"Responsible": "agent1"}}, "responsibe"),
    ({"Ticket": {"Lock": "lock"}}, "lock"),
    ({"Ticket": {"Type": "Incident"}}, "type"),
    ({"Ticket": {"Service": "Hosting"}}, "service"),
    ({"Ticket": {"ServiceID": 1, "SLA": "Gold"}}, "service"),
    ({"Ticket": {"CustomerUser": "c3"}}, "customer"),
    ({"Ticket": {"CustomerID": "globex"}}, "customer"),
    ({"DynamicField": {"Name": "Urgency", "Value": "high"}}, "dynamic fields"),
    ({"Ticket": {"State": "new"}}, "state"),
    ({"Ticket": {"State": "merged"}}, "state"),
    ({"Ticket": {"State": "removed"}}, "state"),
    ({"Ticket": {"State": "pending reminder", "PendingTime": {"Diff": 9}}}, "state"),
]


@pytest.fixture
def everything(client: Client) -> Client:
    """A web service that trusts customers, as a real OTOBO does."""
    with client.desk.work() as work:
        import_service(work, ALL, "Trusting")
    return Client(client.desk, "Trusting")


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"Title": "Renamed"}, {"Title": "Renamed"}),
        ({"Priority": "5 very high"}, {"Priority": "5 very high"}),
        ({"State": "open"}, {"State": "open"}),
        ({"State": "closed successful"}, {"State": "closed successful"}),
    ],
)
def test_they_may_rename_set_the_priority_open_and_close(
    client: Client, change: dict[str, str], shown: dict[str, str]
) -> None:
    ticket_id = client.open()
    assert client.update(ticket_id, CORA, Ticket=change).error == ""
    assert shown.items() <= client.ticket(ticket_id).items()


def test_they_may_add_articles_of_their_own(client: Client) -> None:
    ticket_id = client.open()
    assert client.update(ticket_id, CORA, Article=ARTICLE).error == ""
    article = client.ticket(ticket_id, AllArticles=1)["Article"][-1]
    assert (article["SenderType"], article["IsVisibleForCustomer"], article["CreateBy"]) == ("customer", 1, 1)


def test_so_may_their_colleagues(client: Client) -> None:
    ticket_id = client.open()
    assert client.update(ticket_id, CLEO, Article=ARTICLE).error == ""


@pytest.mark.parametrize("part", [{"SenderType": "agent"}, {"SenderType": "system"}, {"IsVisibleForCustomer": 0}])
def test_they_cannot_speak_as_somebody_else_or_in_secret(client: Client, part: dict[str, Any]) -> None:
    ticket_id = client.open()
    before = stored(client.desk)
    assert client.update(ticket_id, CORA, Article={**ARTICLE, **part}).error == "TicketUpdate.AccessDenied"
    assert stored(client.desk) == before


@pytest.mark.parametrize(("change", "what"), REFUSED, ids=lambda value: str(value)[:40])
@ON_SQLITE
def test_the_rest_is_refused(client: Client, change: dict[str, Any], what: str) -> None:
    ticket_id = client.open()
    before = stored(client.desk)
    reply = client.update(ticket_id, CORA, **change)
    message = f"TicketUpdate: Does not have permissions to update {what}!"
    assert reply.json["Error"] == {"ErrorCode": "TicketUpdate.AccessDenied", "ErrorMessage": message}
    assert stored(client.desk) == before


def test_a_refused_part_keeps_the_allowed_one_from_happening(client: Client) -> None:
    ticket_id = client.open()
    before = stored(client.desk)
    assert client.update(ticket_id, CORA, Ticket={"Title": "Mine", "Queue": "Support"}).error
    assert stored(client.desk) == before


def test_a_closed_ticket_of_a_queue_that_rejects_answers_stays_closed(client: Client) -> None:
    ticket_id = client.open(Queue="Rejecting", State="closed successful")
    assert client.update(ticket_id, CORA, Ticket={"State": "open"}).error == "TicketUpdate.AccessDenied"
    taken = client.open(Queue="Sales", State="closed successful")
    assert client.update(taken, CORA, Ticket={"State": "open"}).error == ""


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"Ticket": {"Queue": "Support"}}, {"Queue": "Support"}),
        ({"Ticket": {"Owner": "agent1"}}, {"Owner": "agent1"}),
        ({"Ticket": {"Responsible": "agent2"}}, {"Responsible": "agent2"}),
        ({"Ticket": {"Lock": "lock"}}, {"Lock": "lock"}),
        ({"Ticket": {"Type": "Incident"}}, {"Type": "Incident"}),
        ({"Ticket": {"Service": "Hosting"}}, {"Service": "Hosting"}),
        ({"Ticket": {"CustomerUser": "c3"}}, {"CustomerUserID": "c3", "CustomerID": "globex"}),
        ({"DynamicField": {"Name": "Urgency", "Value": "high"}}, {}),
        ({"Ticket": {"State": "pending reminder", "PendingTime": {"Diff": 9}}}, {"State": "pending reminder"}),
        ({"Article": {**ARTICLE, "SenderType": "agent", "IsVisibleForCustomer": 0}}, {}),
    ],
    ids=lambda value: str(value)[:40],
)
@ON_SQLITE
def test_a_web_service_may_let_them_do_all_of_it(
    client: Client, everything: Client, change: dict[str, Any], shown: dict[str, Any]
) -> None:
    ticket_id = client.open()
    assert everything.update(ticket_id, CORA, **change).error == ""
    assert shown.items() <= client.ticket(ticket_id).items()


def test_but_never_on_the_tickets_of_others(client: Client, everything: Client) -> None:
    ticket_id = client.open(CustomerUser="c3")
    before = stored(client.desk)
    assert everything.update(ticket_id, CORA, Ticket={"Title": "Mine"}).error == "TicketUpdate.AccessDenied"
    assert stored(client.desk) == before
