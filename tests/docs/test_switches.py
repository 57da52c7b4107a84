"""The switches of a web service's Polydesk section, each both ways, as the dialect's page and record 0014 say."""

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.services.import_service import import_service
from polydesk.desk.services.queries import export_service
from tests.api.client import ADA, ARTICLE, CORA, GUIDE, TICKET, Client

WHOLE = {**ADA, "Ticket": TICKET, "Article": {"Subject": "It smokes", "Body": "Grey smoke."}}
HALF = {"Ticket": {"Title": "Changed", "State": "pending reminder"}}
"""The title is changed before the state turns out to need a time."""


@pytest.fixture
def stock(world: Desk) -> Client:
    return Client(world)


@pytest.fixture
def guide(world: Desk) -> Client:
    return Client(world, GUIDE)


def switched(client: Client, option: str) -> Client:
    """The same web service with this line in its Polydesk section."""
    with client.desk.work() as work:
        import_service(work, f"{export_service(work, client.service)}\nPolydesk: {{{option}}}\n", "Switched")
    return Client(client.desk, "Switched")


def test_without_the_guide_its_requests_are_refused(guide: Client) -> None:
    assert guide.send("POST", "/TicketCreate", {"Data": WHOLE}).json["Success"] == 1
    off = switched(guide, "Guide: '0'")
    assert off.send("POST", "/TicketCreate", {"Data": WHOLE}).error == "TicketCreate.MissingParameter"
    assert off.send("POST", "/TicketCreate", WHOLE).error == "TicketCreate.MissingParameter"
    assert off.send("DELETE", "/TicketDelete", query={**ADA, "TicketID": 1}).status == 500


def test_customers_change_what_customers_may(stock: Client) -> None:
    ticket_id = stock.open()
    assert stock.update(ticket_id, CORA, Article=ARTICLE, Ticket={"Title": "Mine"}).error == ""
    assert stock.update(ticket_id, CORA, Ticket={"Queue": "Support"}).error == "TicketUpdate.AccessDenied"
    assert switched(stock, "CustomerChanges: all").update(ticket_id, CORA, Ticket={"Queue": "Support"}).error == ""


def test_a_refused_update_leaves_nothing_unless_asked_to(stock: Client) -> None:
    ticket_id = stock.open(Title="Before")
    assert stock.update(ticket_id, **HALF).error == "TicketUpdate.MissingParameter"
    assert stock.ticket(ticket_id)["Title"] == "Before"
    assert switched(stock, "PartialChanges: '1'").update(ticket_id, **HALF).error == "TicketUpdate.MissingParameter"
    assert stock.ticket(ticket_id)["Title"] == "Changed"


def test_a_post_reaches_a_get_route_when_asked_to(stock: Client) -> None:
    ticket_id = stock.open()
    assert stock.send("POST", f"/Ticket/{ticket_id}", ADA).status == 500
    assert "Ticket" in switched(stock, "PostForGet: '1'").send("POST", f"/Ticket/{ticket_id}", ADA).json
