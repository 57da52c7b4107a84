"""Classes C1, C2, C5: who reaches which ticket by which operation, held against a table of rights."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.api.client import ADA, ARTICLE, BO, CATO, CLEO, CORA, GUIDE, NELL, RAE, TICKET, Client
from tests.api.stored import stored

ROOT = {"UserLogin": "root@localhost", "Password": "root-pw-1"}
RIGHTS: dict[str, dict[str, set[str]]] = {
    "root@localhost": {"users": {"rw"}, "sales": {"rw"}, "support": {"rw"}, "secret": {"rw"}},
    "agent1": {"users": {"rw"}, "sales": {"rw"}, "support": {"rw"}},
    "agent2": {"users": {"rw"}, "sales": {"rw"}},
    "ro1": {"users": {"ro"}, "sales": {"ro"}},
    "note1": {"sales": {"ro", "note"}},
    "mover1": {"sales": {"ro", "move_into"}, "support": {"ro", "move_into"}},
    "creator1": {"sales": {"ro", "create"}},
    "prio1": {"sales": {"ro", "priority"}},
    "owner1": {"sales": {"ro", "owner"}},
    "role1": {"sales": {"rw"}},
    "nogroup1": {},
}
COMPANIES = {"c1": "acme", "c2": "acme", "c3": "globex"}
TICKETS = {
    "of c1 in Sales": ("Sales", "sales", "c1", "acme"),
    "of c3 in Support": ("Support", "support", "c3", "globex"),
    "of c1 in Secret": ("Secret", "secret", "c1", "acme"),
    "of a stranger in Misc": ("Misc", "users", "z@zulu.test", ""),
}
NEEDS = {"title": "ro", "article": "note", "priority": "priority", "owner": "owner", "queue": "rw", "close": "rw"}
CUSTOMERS_MAY = {"title", "article", "priority", "close"}
AGENTS = [{"UserLogin": login, "Password": f"{login}-pw"} for login in RIGHTS if "@" not in login]
PEOPLE = [ROOT, *AGENTS, CORA, CLEO, CATO]
STRANGERS: list[dict[str, str]] = [
    {},
    {"UserLogin": "gone1", "Password": "gone1-pw"},
    {"CustomerUserLogin": "cgone", "Password": "cgone-pw"},
    {"UserLogin": "c1", "Password": "c1-pw"},
    {"CustomerUserLogin": "agent1", "Password": "agent1-pw"},
    {**ADA, "Password": "wrong"},
]


def login_of(who: Mapping[str, str]) -> str:
    return next(iter(who.values()))


def sees(who: Mapping[str, str], kind: str) -> bool:
    _queue, group, customer, company = TICKETS[kind]
    if "CustomerUserLogin" in who:
        return login_of(who) == customer or COMPANIES[login_of(who)] == company
    return bool(RIGHTS[login_of(who)].get(group, set()) & {"ro", "rw"})


def may(who: Mapping[str, str], kind: str, change: str) -> bool:
    if not sees(who, kind):
        return False
    if "CustomerUserLogin" in who:
        return change in CUSTOMERS_MAY
    return bool(RIGHTS[login_of(who)][TICKETS[kind][1]] & {NEEDS[change], "rw"}) or NEEDS[change] == "ro"


def changes(kind: str) -> dict[str, dict[str, Any]]:
    """Each asks for what the ticket is already, so that no verdict depends on the one before."""
    return {
        "title": {"Ticket": {"Title": "Printer"}},
        "article": {"Article": ARTICLE},
        "priority": {"Ticket": {"Priority": "3 normal"}},
        "owner": {"Ticket": {"Owner": "root@localhost"}},
        "queue": {"Ticket": {"Queue": TICKETS[kind][0]}},
        "close": {"Ticket": {"State": "closed successful"}},
    }


def open_as_root(client: Client, kind: str) -> int:
    queue, _group, customer, _company = TICKETS[kind]
    return client.open(ROOT, Queue=queue, CustomerUser=customer, State="closed successful")


@pytest.mark.parametrize("who", PEOPLE, ids=login_of)
def test_c1_c5_everybody_reaches_what_the_table_says_and_nothing_else(client: Client, who: dict[str, str]) -> None:
    ids = {kind: open_as_root(client, kind) for kind in TICKETS}
    found = client.search({"SessionID": client.session(who)})  # a CustomerUserLogin would also be a filter
    for kind, ticket_id in ids.items():
        visible = sees(who, kind)
        agent = "UserLogin" in who
        assert (client.get(ticket_id, who, AllArticles=1).error == "") is visible, kind
        assert (client.history(ticket_id, who).error == "") is (visible and agent), kind
        assert (ticket_id in found) is visible, kind
        for change, parts in changes(kind).items():
            before = stored(client.desk)
            allowed = client.update(ticket_id, who, **parts).error == ""
            assert allowed is may(who, kind, change), (kind, change)
            assert allowed or stored(client.desk) == before, (kind, change)


@pytest.mark.parametrize("who", PEOPLE, ids=login_of)
def test_c1_c5_only_rw_deletes_and_only_create_opens(client: Client, who: dict[str, str]) -> None:
    guide = Client(client.desk, GUIDE)
    for kind, (queue, group, customer, _company) in TICKETS.items():
        ticket_id = open_as_root(client, kind)
        rights = RIGHTS.get(login_of(who), {}).get(group, set())
        gone = guide.send("DELETE", "/TicketDelete", query={**who, "TicketID": ticket_id}).json["Success"]
        assert gone == int("rw" in rights), kind
        made = client.create(who, Ticket={**TICKET, "Queue": queue, "CustomerUser": customer})
        assert (made.error == "") is ("CustomerUserLogin" in who or bool(rights & {"create", "rw"})), kind


@pytest.mark.parametrize("who", STRANGERS, ids=str)
def test_c1_strangers_reach_nothing(client: Client, who: dict[str, str]) -> None:
    ids = [open_as_root(client, kind) for kind in TICKETS]
    before = stored(client.desk)
    guide = Client(client.desk, GUIDE)
    for ticket_id in ids:
        replies = [
            client.get(ticket_id, who),
            client.history(ticket_id, who),
            client.update(ticket_id, who, Ticket={"Title": "Mine"}),
            client.create(who),
            client.send("POST", "/TicketSearch", who or {"Title": "*"}),
        ]
        assert all("Error" in reply.json for reply in replies)
        assert guide.send("DELETE", "/TicketDelete", query={**who, "TicketID": ticket_id}).json["Success"] == 0
    assert stored(client.desk) == before


def test_c1_one_forbidden_id_among_allowed_ones_hides_all(client: Client) -> None:
    allowed, hidden = client.open(ROOT), client.open(ROOT, Queue="Secret")
    for listed in (f"{allowed},{hidden}", f"{hidden},{allowed}"):
        assert client.get(listed, BO).error == "TicketGet.AccessDenied"
        assert client.history(listed, BO).error == "TicketHistoryGet.AccessDenied"
    sent = {**BO, "TicketID": [allowed, hidden]}
    assert client.send("POST", "/TicketGet", sent).error == "TicketGet.AccessDenied"


def test_c1_a_body_cannot_name_another_ticket_than_the_route(client: Client) -> None:
    allowed, hidden = client.open(ROOT), client.open(ROOT, Queue="Secret")
    sent = {**BO, "TicketID": hidden, "Ticket": {"Title": "Mine"}}
    assert client.send("PATCH", f"/Ticket/{allowed}", sent).json["TicketID"] == str(allowed)
    number = client.ticket(hidden, ROOT)["TicketNumber"]
    sent = {**BO, "TicketNumber": number, "Ticket": {"Title": "Mine"}}
    assert client.send("PATCH", f"/Ticket/{allowed}", sent).error == "TicketUpdate.AccessDenied"
    assert client.ticket(hidden, ROOT)["Title"] == "Printer"


@pytest.mark.parametrize("who", [RAE, NELL, CATO], ids=login_of)
def test_c2_the_same_verdict_by_id_by_number_and_by_search(client: Client, who: dict[str, str]) -> None:
    for kind in TICKETS:
        ticket_id = open_as_root(client, kind)
        number = client.ticket(ticket_id, ROOT)["TicketNumber"]
        by_number = client.send("PATCH", "/Ticket/0", {**who, "TicketNumber": number, "Ticket": {"Title": "Printer"}})
        verdicts = {
            client.get(ticket_id, who).error == "",
            client.update(ticket_id, who, Ticket={"Title": "Printer"}).error == "",
            by_number.error == "",
            client.search(who, TicketID=ticket_id) == [ticket_id],
            client.search(who, TicketNumber=number) == [ticket_id],
        }
        assert verdicts == {sees(who, kind)}, kind


def test_c5_a_customer_without_a_company_does_not_see_all_tickets_without_one(client: Client) -> None:
    ticket_id = client.open(ROOT, CustomerUser="z@zulu.test")
    assert client.ticket(ticket_id, ROOT)["CustomerID"] == ""
    for who in (CORA, CATO):
        assert client.search(who) == []
        assert client.search(who, CustomerIDRaw="", CustomerID="*") == []
