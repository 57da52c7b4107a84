from dataclasses import replace

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.add_article import add_article
from polydesk.desk.tickets.link import link_tickets
from polydesk.desk.tickets.neighbours import is_watching, list_linked_tickets, list_open_tickets_of
from polydesk.desk.tickets.thread import START_OF_BODY, list_thread, newest_article_id
from polydesk.desk.tickets.watch import watch_ticket
from tests.world.cast import ADA, BO
from tests.world.tickets import NOTE, opened


def test_parts_follow_each_other_in_either_order(world: Desk) -> None:
    ticket_id = opened(world)
    with world.work(ADA) as work:
        ids = [newest_article_id(work, ticket_id), *(add_article(work, ticket_id, NOTE) for _ in range(3))]
    with world.look(ADA) as look:
        first = [row.id for row in list_thread(look, ticket_id, limit=2)]
        rest = [row.id for row in list_thread(look, ticket_id, limit=9, beyond=first[-1])]
        assert first + rest == ids[::-1]
        assert [row.id for row in list_thread(look, ticket_id, limit=9, newest_first=False)] == ids
        assert [row.id for row in list_thread(look, ticket_id, limit=9, newest_first=False, beyond=ids[1])] == ids[2:]
        assert newest_article_id(look, ticket_id) == ids[-1]


def test_of_a_long_text_only_the_start_is_read(world: Desk) -> None:
    ticket_id = opened(world, article=replace(NOTE, body="x" * (START_OF_BODY + 1)))
    with world.look(ADA) as look:
        [row] = list_thread(look, ticket_id, limit=9)
    assert (len(row.start), bool(row.is_longer), bool(row.is_html)) == (START_OF_BODY, True, False)


def test_links_name_the_end_they_begin_at_and_hide_what_one_may_not_see(world: Desk) -> None:
    parent, child, secret = opened(world), opened(world), opened(world, queue="Support")
    with world.work(ADA) as work:
        link_tickets(work, parent, child, kind="ParentChild")
        link_tickets(work, secret, child)
    with world.look(ADA) as look:
        assert [(row.id, row.kind, bool(row.is_source)) for row in list_linked_tickets(look, child)] == [
            (parent, "ParentChild", True),
            (secret, "Normal", True),
        ]
        assert [bool(row.is_source) for row in list_linked_tickets(look, parent)] == [False]
        assert [row.id for row in list_linked_tickets(look.acting(BO), child)] == [parent]


def test_a_customers_other_open_tickets_are_those_one_may_see(world: Desk) -> None:
    this = opened(world, customer_user="c1")
    other, _closed = opened(world, customer_user="C1"), opened(world, customer_user="c1", state="closed successful")
    secret = opened(world, customer_user="c1", queue="Support")
    with world.look(ADA) as look:
        assert [row.id for row in list_open_tickets_of(look, "c1", without=this)] == [secret, other]
        assert [row.id for row in list_open_tickets_of(look.acting(BO), "c1", without=this)] == [other]
        assert list_open_tickets_of(look, "", without=this) == ()


def test_watching_is_known(world: Desk) -> None:
    ticket_id = opened(world)
    with world.work(ADA) as work:
        assert not is_watching(work, ticket_id, ADA.id)
        watch_ticket(work, ticket_id, ADA.id)
        work.flush()
        assert is_watching(work, ticket_id, ADA.id)
