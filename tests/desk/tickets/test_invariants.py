"""The invariants of the domain, each by its number in the specification; some have a file of tests of their own."""

import inspect

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.desk.search.criteria import ArticleKey, TicketCriteria
from polydesk.desk.search.full_text import full_text_search
from polydesk.desk.search.patterns import parse_pattern
from polydesk.desk.search.search_tickets import search_tickets
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.delete import delete_ticket
from polydesk.desk.tickets.models import Article, History, Ticket
from polydesk.desk.tickets.move import move_ticket
from polydesk.desk.tickets.queries import find_ticket_id, last_article, list_articles, list_tickets
from polydesk.desk.tickets.rename import rename_ticket
from polydesk.desk.tickets.set_customer import set_customer
from polydesk.kernel.actors import SYSTEM, Actor
from tests.desk.tickets.verbs import UNCHANGING, VERBS
from tests.world.cast import ADA, CATO, CORA, NELL, ROOT
from tests.world.tickets import NOON, Recorded, at, changed, history, opened, ticket_row

TABLE = Ticket.metadata.tables["ticket"]
SECRET = NewArticle(subject="canary", body="canary", visible=False, from_="canary@desk.example")


@pytest.mark.parametrize("column", ["queue_id", "state_id", "priority_id", "lock_id", "owner_id"])
def test_1_a_ticket_has_exactly_one_of_each(shared: Desk, column: str) -> None:
    ticket_id = opened(shared)
    for nothing in (None, 4711):
        with pytest.raises(IntegrityError), shared.work() as work:
            work.connection.execute(update(Ticket).where(Ticket.id == ticket_id).values({column: nothing}))
            if not work.is_sqlite:
                work.connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


def test_2_a_number_is_unique_and_finds_its_ticket(shared: Desk) -> None:
    one, two = opened(shared), opened(shared)
    number = ticket_row(shared, one).number
    with shared.look(ADA) as look:
        assert find_ticket_id(look, number) == one
    with pytest.raises(IntegrityError), shared.work() as work:
        work.connection.execute(update(Ticket).where(Ticket.id == two).values(number=number))


def test_2_a_number_finds_nothing_for_those_who_may_not_see_the_ticket(shared: Desk) -> None:
    number = ticket_row(shared, opened(shared, customer_id="acme")).number
    for actor in (NELL, CATO):
        with shared.look(actor) as look:
            assert find_ticket_id(look, number) is None


def test_3_readers_cope_with_a_ticket_without_articles(shared: Desk) -> None:
    ticket_id = opened(shared, article=None)
    with shared.look(ADA) as look:
        assert ticket_id in list_tickets(look, [ticket_id])
        assert list_articles(look, [ticket_id]).get(ticket_id, []) == []
        assert last_article(look, ticket_id) is None


def test_5_customers_receive_nothing_of_what_is_not_visible_to_them(shared: Desk) -> None:
    shown = NewArticle(subject="shown", body="shown")
    ticket_id = opened(shared, article=shown, customer_user="c1")
    changed(shared, ticket_id, ADA, add_article, SECRET)
    by_sender = TicketCriteria(articles={ArticleKey.FROM: (parse_pattern("*canary*"),)})
    with shared.look(CORA) as look:
        assert [one.subject for one in list_articles(look, [ticket_id])[ticket_id]] == ["shown"]
        article = last_article(look, ticket_id)
        assert article is not None
        assert article.visible
        assert ticket_id not in full_text_search(look, "canary")
        assert ticket_id not in search_tickets(look, by_sender, limit=10_000)
    with shared.look(ADA) as look:
        assert len(list_articles(look, [ticket_id])[ticket_id]) == 2
        assert ticket_id in full_text_search(look, "canary", limit=10_000)


@pytest.mark.parametrize("name", [name for name in VERBS if name not in UNCHANGING])
def test_8_a_change_moves_change_time_and_change_by(shared: Desk, name: str) -> None:
    ticket_id = opened(at(shared, NOON), ROOT)
    with shared.work(ADA) as work:
        VERBS[name](work, ticket_id)
        moment = work.now
    ticket = ticket_row(shared, ticket_id)
    assert (ticket.change_time, ticket.change_by) == (moment, ADA.id)


@pytest.mark.parametrize("name", [name for name in VERBS if name not in (*UNCHANGING, "attach")])
def test_8_a_change_writes_history_in_the_same_transaction(shared: Desk, name: str) -> None:
    ticket_id = opened(at(shared, NOON))
    recorded = Recorded(shared, ticket_id)
    with shared.work(ADA) as work:
        VERBS[name](work, ticket_id)
    assert recorded.entries
    assert all(text for kind, text in recorded.entries if kind != "AddNote")


def test_8_history_keeps_the_values_as_of_then(shared: Desk) -> None:
    ticket_id = opened(shared, article=None)
    for queue_id in (6, 7):
        changed(shared, ticket_id, ADA, move_ticket, queue_id)
    moves = select(History.queue_id).where(History.ticket_id == ticket_id).order_by(History.id)
    with shared.look() as look:
        queues = list(look.connection.execute(moves).scalars())
    assert (queues[0], *queues[-2:]) == (5, 6, 7)


def test_11_who_a_ticket_belongs_to_is_text_that_may_name_nobody(shared: Desk) -> None:
    ticket_id = opened(shared, customer_id="No Company", customer_user="Who@Knows.example")
    changed(shared, ticket_id, ADA, set_customer, customer_id="No Company", customer_user="gone <x>")
    assert ticket_row(shared, ticket_id).customer_user == "gone <x>"


def test_12_no_verb_takes_a_bare_id_of_who_acts() -> None:
    for verb in VERBS.values():
        names = set(inspect.signature(verb).parameters)
        assert not names & {"user_id", "actor_id", "user", "actor", "by"}


def test_14_what_went_out_of_use_stays_readable_on_old_tickets(world: Desk) -> None:
    ticket_id = opened(world, queue="Sales::Europe", service="Hosting")
    with world.work() as work:
        load_configuration(work, {"queues": [{"id": 6, "name": "Sales::Europe", "group": "sales", "valid": "invalid"}]})
    with world.look(ADA) as look:
        assert ticket_id in list_tickets(look, [ticket_id])
    assert changed(world, ticket_id, ADA, move_ticket, 5) == [("Move", "%%Sales%%5%%Sales::Europe%%6")]


def test_17_html_is_stored_as_received(shared: Desk) -> None:
    hostile = "<p onclick=x()>Hi<script>alert(1)</script></p>"
    ticket_id = opened(shared, article=NewArticle(subject="s", body=hostile, content_type="text/html"))
    with shared.look(ADA) as look:
        [article] = list_articles(look, [ticket_id])[ticket_id]
    assert article.html_body == hostile
    assert "<" not in article.body


def test_19_deleting_removes_no_row(shared: Desk) -> None:
    ticket_id = opened(shared)
    entries = history(shared, ticket_id)
    changed(shared, ticket_id, ADA, delete_ticket)
    assert history(shared, ticket_id)[: len(entries)] == entries
    with shared.look() as look:
        assert look.connection.execute(select(Article.id).where(Article.ticket_id == ticket_id)).first()


def test_20_search_follows_queue_customer_and_title_at_once(shared: Desk) -> None:
    ticket_id = opened(shared, customer_user="c1", title="Zeppelin")
    for actor in (ADA, CORA):
        assert ticket_id in found(shared, actor, "zeppelin")
    changed(shared, ticket_id, SYSTEM, move_ticket, 8)
    changed(shared, ticket_id, SYSTEM, set_customer, customer_id="", customer_user="c3")
    for actor in (ADA, CORA):
        assert ticket_id not in found(shared, actor, "zeppelin")
    assert ticket_id in found(shared, CATO, "zeppelin")
    changed(shared, ticket_id, SYSTEM, rename_ticket, "Balloon")
    assert ticket_id not in found(shared, CATO, "zeppelin")
    assert ticket_id in found(shared, CATO, "balloon")


def found(desk: Desk, actor: Actor, words: str) -> list[int]:
    with desk.look(actor) as look:
        return full_text_search(look, words, limit=10_000)


def test_two_who_change_a_ticket_at_once_do_not_overwrite_each_other(shared: Desk) -> None:
    ticket_id = opened(shared)
    with pytest.raises(StaleDataError), shared.work(ADA) as work:
        rename_ticket(work, ticket_id, "Mine")
        work.connection.execute(update(TABLE).where(Ticket.id == ticket_id).values(version=Ticket.version + 1))
    assert ticket_row(shared, ticket_id).title == "Printer"
