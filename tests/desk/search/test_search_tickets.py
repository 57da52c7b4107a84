from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, text

from polydesk.api.generic_interface.search_wire import read_search
from polydesk.desk.search.criteria import TicketCriteria
from polydesk.desk.search.rebuild import rebuild_search_index
from polydesk.desk.search.search_tickets import search_tickets, ticket_statement
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.delete import delete_ticket
from polydesk.kernel.actors import SYSTEM, AgentActor, CustomerActor
from polydesk.kernel.errors import Invalid
from tests.desk.search.finder import Finder


@contextmanager
def statements(finder: Finder) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(finder.desk.database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(finder.desk.database.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("tickets", [3, 30])
def test_a_search_is_one_statement_however_much_it_finds(finder: Finder, tickets: int) -> None:
    for number in range(tickets):
        finder.open(f"printer {number}", body="paper")
    with finder.desk.look() as look:
        request = read_search(look, {"Title": "*printer*", "Fulltext": "paper", "TicketChangeTimeNewerMinutes": 5})
        assert request
        with statements(finder) as seen:
            assert len(search_tickets(look, request.criteria, limit=100)) == tickets
    assert len(seen) == 1


@pytest.mark.parametrize(
    "parameters",
    [
        {"TicketID": "1"},
        {"QueueIDs": ["1", "2"]},
        {"StateIDs": "1"},
        {"CustomerID": "acme"},
        {"CustomerUserLogin": "c1"},
        {"TicketNumber": "2026"},
        {"Title": "*printer*"},
        {"Title": ["*printer*", "router*"]},
        {"MIMEBase_Body": "paper"},
        {"Fulltext": "paper"},
    ],
)
def test_filters_use_an_index(finder: Finder, parameters: dict[str, Any]) -> None:
    if not finder.desk.database.is_sqlite:
        pytest.skip("PostgreSQL plans by the size of the tables")
    with finder.desk.look() as look:
        request = read_search(look, parameters)
        assert request
        statement = ticket_statement(look, request.criteria).limit(10)
        compiled = statement.compile(look.connection, compile_kwargs={"render_postcompile": True})
        values = tuple(compiled.params[name] for name in compiled.positiontup or ())
        rows = look.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values)
        plan = [row.detail for row in rows]
    assert not [step for step in plan if step.startswith(("SCAN ticket", "SCAN article "))], plan


def test_titles_are_read_newest_first_until_there_are_enough(finder: Finder) -> None:
    for name in ("printer a", "printer b", "printer c"):
        finder.open(name)
    assert finder.find(Title="*PRINTER*", Limit=2) == ["printer c", "printer b"]
    assert finder.find(Title="*printer*", OrderBy="Up") == ["printer a", "printer b", "printer c"]


def test_agents_find_what_is_in_their_queues_and_customers_their_own(finder: Finder) -> None:
    finder.open("mine", customer_user="c1", customer_id="")
    finder.open("ours", customer_user="c2", customer_id="acme")
    finder.open("theirs", customer_user="c3", customer_id="globex")
    cora = CustomerActor("C1", ("Acme",))
    assert finder.find(cora, Title="*s*") == finder.find(cora, Title=["*our*", "*heir*"]) == ["ours"]
    assert finder.find(cora) == ["ours", "mine"]
    assert finder.find(AgentActor(99, "stranger")) == []
    assert len(finder.find(AgentActor(1, "root@localhost"))) == 3


def test_customers_do_not_find_by_what_is_hidden_from_them(finder: Finder) -> None:
    ticket_id = finder.open("mine", body="shown", customer_user="c1")
    with finder.desk.work() as work:
        add_article(work, ticket_id, NewArticle(subject="note", body="secret remark", visible=False))
    cora = CustomerActor("c1")
    for name in ("MIMEBase_Body", "Fulltext"):
        assert finder.find(cora, **{name: "shown"}) == ["mine"]
        assert finder.find(cora, **{name: "secret"}) == []
        assert finder.find(**{name: "secret"}) == ["mine"]


def test_deleted_tickets_are_not_found(finder: Finder) -> None:
    ticket_id = finder.open("gone")
    with finder.desk.work() as work:
        delete_ticket(work, ticket_id)
    assert finder.find(Title="gone", SearchInArchive="AllTickets") == []


def test_names_of_attachments_are_found_after_a_rebuild(finder: Finder) -> None:
    finder.open("with file", body="b", subject="s", file="Photo.png")
    assert finder.find(MIMEBase_AttachmentName="photo") == []
    with finder.desk.work() as work:
        rebuild_search_index(work)
    assert finder.find(MIMEBase_AttachmentName="photo") == ["with file"]
    assert finder.people_find("photo") == finder.people_find("with file") == ["with file"]
    assert finder.find(Title="with*", MIMEBase_From="zulu.example") == ["with file"]


def test_an_order_by_something_unknown_is_refused(finder: Finder) -> None:
    with finder.desk.look(SYSTEM) as look, pytest.raises(Invalid):
        search_tickets(look, TicketCriteria(), limit=1, order=[("Nonsense", True)])


def test_long_lists_are_one_parameter(finder: Finder) -> None:
    finder.open("one")
    ids = [str(number) for number in range(10_000)]
    assert finder.find(TicketID=ids, OwnerIDs=ids, CreatedUserIDs=ids, WatchUserIDs=[]) == ["one"]
    assert finder.find(TicketNumber=ids, CustomerID=ids) == []
    assert finder.find(TicketID=[*ids, "1"]) == []


def test_nothing_in_the_database_changes_by_a_hostile_title(finder: Finder) -> None:
    name = "'; DROP TABLE ticket; --"
    finder.open(name)
    assert finder.find(Title=f'"{name}"') == [name]
    with finder.desk.look() as look:
        assert look.connection.execute(text("SELECT count(*) FROM ticket")).scalar_one() == 1
