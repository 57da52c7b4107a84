from typing import Any

import pytest
from sqlalchemy import text

from polydesk.desk.fields.registry import Fields
from polydesk.desk.tickets.delete import delete_ticket
from polydesk.desk.tickets.queries import list_tickets
from polydesk.desk.tickets.set_fields import set_fields
from tests.api.otrs7.client import Client
from tests.api.otrs7.test_ticket_list import TYPES
from tests.api.otrs7.tickets import ANSWER, NOTE, TICKET, article_path, asked, written
from tests.world.cast import ADA, CATO, CLEO, CORA, ROOT
from tests.world.tickets import changed, configured

BY_ID, BY_NUMBER = f"{TICKET}/id", f"{TICKET}/number"
EVERYTHING: dict[str, Any] = {"DynamicFields": "1", "FollowUpPossible": "1", "ProcessData": "1"}


def number_of(client: Client, ticket_id: int) -> str:
    with client.desk.look() as look:
        number: str = list_tickets(look, [ticket_id])[ticket_id].number
    return number


def test_a_ticket_is_that_of_the_list_with_its_visible_articles_oldest_first(shared: Client) -> None:
    ticket_id = asked(shared.desk)
    written(shared.desk, ticket_id, NOTE)
    written(shared.desk, ticket_id, ANSWER)
    cora = shared.of(CORA)
    ticket = cora.get(f"{BY_ID}/{ticket_id}").json
    assert {key: type(value) for key, value in ticket.items()} == {**TYPES, "Articles": list}
    assert ticket == {**cora.get(f"{BY_NUMBER}/{ticket['TicketNumber']}").json, "Age": ticket["Age"]}
    question, answer = ticket["Articles"]
    assert question == {
        "ArticleID": question["ArticleID"],
        "TicketID": ticket_id,
        "SenderType": "customer",
        "CommunicationChannel": "Internal",
        "From": '"Cora Customer" <c1@acme>',
        "FromRealname": "Cora Customer",
        "Subject": "Question",
        "CreateTime": question["CreateTime"],
        "Seen": 0,
        "HasAttachments": 0,
    }
    assert (answer["SenderType"], answer["CommunicationChannel"]) == ("agent", "Email")
    assert answer["FromRealname"] == "desk@acme.example"


def test_reading_a_ticket_is_not_yet_seeing_its_articles(shared: Client) -> None:
    ticket_id, cora = asked(shared.desk), shared.of(CORA)
    answer = written(shared.desk, ticket_id, ANSWER)
    for _ in range(2):
        ticket = cora.get(f"{BY_ID}/{ticket_id}").json
        assert (ticket["Marker"], [one["Seen"] for one in ticket["Articles"]]) == ("Unread", [0, 0])
    cora.post(article_path(ticket_id, answer, "/flag"), {"Flag": "Seen", "Value": "1"})
    ticket = cora.get(f"{BY_ID}/{ticket_id}").json
    assert (ticket["Marker"], [one["Seen"] for one in ticket["Articles"]]) == ("", [0, 1])


def test_fields_follow_ups_and_process_only_on_request(otrs7: Client) -> None:
    configured(otrs7.desk, screens={"ExternalFrontend::TicketDetailView": {"DynamicField": {"Product": 1}}})
    ticket_id = asked(otrs7.desk)
    with otrs7.desk.work(ADA) as work:
        product = work.config(Fields).named("Product")
        assert product
        set_fields(work, ticket_id, [(product, "shop")])
    ticket = otrs7.of(CORA).get(f"{BY_ID}/{ticket_id}", **EVERYTHING).json
    shown = {"Name": "Product", "Label": "Product", "Value": "Web shop", "Title": "Web shop", "TranslatableValues": 0}
    assert ticket["DynamicField"] == [shown]
    assert (ticket["FollowUpPossible"], ticket["ProcessData"]) == (1, {})


@pytest.mark.parametrize(
    ("option", "state", "possible"),
    [
        ("possible", "closed successful", 1),
        ("reject", "closed successful", 0),
        ("new ticket", "closed successful", 0),
        ("reject", "open", 1),
    ],
)
def test_only_a_closed_ticket_may_take_no_follow_ups(otrs7: Client, option: str, state: str, possible: int) -> None:
    configured(otrs7.desk, queues=[{"name": "Sales", "follow_up": option}])
    ticket_id = asked(otrs7.desk, state=state, article=None)
    ticket = otrs7.of(CORA).get(f"{BY_ID}/{ticket_id}", FollowUpPossible="1").json
    assert ticket["FollowUpPossible"] == possible


@pytest.mark.parametrize("sent", ["abc", "1.0", "-1", "²", "1%00"])
def test_what_is_no_number_is_named(shared: Client, sent: str) -> None:
    assert set(shared.of(CORA).get(f"{BY_ID}/{sent}").errors) == {"TicketID"}
    assert set(shared.of(CORA).get(f"{BY_NUMBER}/{sent}").errors) == {"TicketNumber"}


def test_c1_absent_deleted_and_forbidden_are_one_answer(shared: Client) -> None:
    hers, deleted = asked(shared.desk), asked(shared.desk)
    changed(shared.desk, deleted, ROOT, delete_ticket)
    numbers = [number_of(shared, hers), "1", "9" * 50]
    cato = shared.of(CATO)
    replies = [cato.get(f"{BY_ID}/{one}") for one in (hers, deleted, 99999999, 2**63, "9" * 400)]
    replies += [cato.get(f"{BY_NUMBER}/{one}") for one in numbers]
    assert {(one.status, one.body) for one in replies} == {(403, b'{"Error":"No permission."}')}
    assert shared.of(CLEO).get(f"{BY_ID}/{hers}").status == 200
    assert shared.of(CORA).get(f"{BY_ID}/{deleted}").status == 403


@pytest.mark.parametrize("path", [f"{BY_ID}/abc", f"{BY_NUMBER}/abc", f"{BY_ID}/1"])
def test_nobody_is_refused_before_the_path_is_looked_at(shared: Client, path: str) -> None:
    assert shared.get(path).status == 401


def test_articles_that_cannot_be_read_are_a_business_failure(otrs7: Client) -> None:
    ticket_id = asked(otrs7.desk)
    with otrs7.desk.database.writing() as connection:
        connection.execute(text("ALTER TABLE article_mime RENAME TO lost"))
    cora = otrs7.of(CORA)
    for path in (f"{BY_ID}/{ticket_id}", article_path(ticket_id, 1), article_path(ticket_id, 1, "/body")):
        reply = cora.get(path)
        assert reply.failure == "ArticleLoadingFailed"
        assert reply.json["ErrorMessage"] == "The system was unable to load the articles."
