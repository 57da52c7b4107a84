"""How many statements reading tickets costs, which must not grow with how many there are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from polydesk.desk.tickets.attach import NewFile
from tests.api.generic_interface.test_statement_budget import counted
from tests.api.otrs7.client import Client, Reply
from tests.api.otrs7.test_ticket_detail import BY_ID, BY_NUMBER, EVERYTHING, number_of
from tests.api.otrs7.test_ticket_screens import CREATE, DETAIL, OVERVIEW
from tests.api.otrs7.tickets import ANSWER, COUNT, LIST, article_ids, article_path, asked, file_ids, written
from tests.world.cast import CORA
from tests.world.tickets import configured

WHO = 3
"""To find the session and its customer, and the version of the configuration."""
SCREENS = {
    f"ExternalFrontend::{name}": {"DynamicField": {"Urgency": 1}} for name in ("TicketOverview", "TicketDetailView")
}
FULL: dict[str, Any] = {"Extended": "1", "LastCustomerSubject": "1", "CompanyTickets": "1"}


@dataclass(frozen=True)
class Paths:
    ticket: str
    number: str
    article: str
    screen: str


Send = Callable[[Client, Paths], Reply]
TABLE: list[tuple[str, int, Send]] = [
    ("list", WHO + 2, lambda client, _: client.get(LIST, **FULL)),
    ("list with fields", WHO + 3, lambda client, _: client.get(LIST, DynamicFields="1", **FULL)),
    ("search", WHO + 2, lambda client, _: client.get(LIST, Search="printer how", **FULL)),
    ("behind the end of a list", WHO + 3, lambda client, _: client.get(LIST, Page="9")),
    ("count", WHO + 1, lambda client, _: client.get(COUNT, Search="printer")),
    ("ticket", WHO + 2, lambda client, paths: client.get(paths.ticket)),
    ("whole ticket", WHO + 3, lambda client, paths: client.get(paths.ticket, **EVERYTHING)),
    ("number", WHO + 3, lambda client, paths: client.get(paths.number)),
    ("article", WHO + 2, lambda client, paths: client.get(paths.article)),
    ("body", WHO + 2, lambda client, paths: client.get(f"{paths.article}/body")),
    ("overview", 2, lambda client, _: Client(client.desk).get(OVERVIEW)),
    ("create", WHO, lambda client, _: client.get(CREATE)),
    ("detail", WHO + 3, lambda client, paths: client.get(paths.screen)),
]


def test_reading_stays_within_its_budget(otrs7: Client) -> None:
    configured(otrs7.desk, screens=SCREENS)
    ticket_id = asked(otrs7.desk)
    [article_id] = article_ids(otrs7.desk, ticket_id)
    number = number_of(otrs7, ticket_id)
    paths = Paths(
        f"{BY_ID}/{ticket_id}",
        f"{BY_NUMBER}/{number}",
        article_path(ticket_id, article_id),
        f"{DETAIL}/{number}",
    )
    client = otrs7.of(CORA)
    client.get(LIST)  # signing in for the first time changed the configuration
    for_one = {name: _cost(client, paths, send) for name, _, send in TABLE}
    for _ in range(4):
        written(otrs7.desk, asked(otrs7.desk), ANSWER)
        written(otrs7.desk, ticket_id, ANSWER)
    assert {name: _cost(client, paths, send) for name, _, send in TABLE} == for_one
    assert [(name, for_one[name]) for name, budget, _ in TABLE if for_one[name] > budget] == []


def _cost(client: Client, paths: Paths, send: Send) -> int:
    with counted(client.desk) as sent:
        assert send(client, paths).status == 200
    return len(sent)


def test_a_file_costs_one_statement(otrs7: Client) -> None:
    ticket_id = asked(otrs7.desk)
    article_id = written(otrs7.desk, ticket_id, ANSWER, files=(NewFile(filename="f", content=b"f"),))
    path = article_path(ticket_id, article_id, f"/attachment/{file_ids(otrs7.desk, article_id)[0]}")
    client = otrs7.of(CORA)
    client.get(path)
    with counted(otrs7.desk) as sent:
        assert client.get(path).body == b"f"
    assert len(sent) <= WHO + 1, sent
