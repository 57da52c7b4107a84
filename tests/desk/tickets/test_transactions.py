import pytest
from sqlalchemy import Table, select

from polydesk.desk.desk import Desk
from polydesk.desk.search.tables import ARTICLES, TITLES, WORDS
from polydesk.desk.tables import METADATA
from polydesk.desk.tickets.add_article import add_article
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.open import open_ticket
from polydesk.kernel import outbox
from polydesk.kernel.actors import SYSTEM
from tests.desk.tickets.verbs import VERBS, Undone
from tests.world.cast import ADA
from tests.world.tickets import NOON, NOTE, at, new_ticket, opened

TABLES: list[Table] = [*METADATA.sorted_tables, ARTICLES, TITLES, WORDS]


def everything(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    with desk.look() as look:
        return {table.name: sorted(map(tuple, look.connection.execute(select(table))), key=repr) for table in TABLES}


def test_a_ticket_whose_work_failed_leaves_nothing_anywhere(world: Desk) -> None:
    opened(world)
    before = everything(world)
    with pytest.raises(Undone), world.work(ADA) as work:
        ticket_id = open_ticket(work, new_ticket(work, customer_user="c1")).id
        article_id = add_article(work, ticket_id, NOTE)
        attach_files(work, ticket_id, article_id, [NewFile(filename="f", content=b"f")])
        for verb in VERBS.values():
            verb(work, ticket_id)
        outbox.post(work, "nobody", {})
        work.finish()
        raise Undone
    assert everything(world) == before


@pytest.mark.parametrize("name", VERBS)
def test_no_verb_leaves_anything_when_its_work_fails(shared: Desk, name: str) -> None:
    ticket_id = opened(at(shared, NOON))
    before = everything(shared)
    with pytest.raises(Undone), shared.work(ADA) as work:
        VERBS[name](work, ticket_id)
        work.finish()
        raise Undone
    assert everything(shared) == before


def test_what_fails_at_the_end_of_a_work_fails_all_of_it(shared: Desk) -> None:
    def fail(_work: object) -> None:
        raise Undone

    before = everything(shared)
    with pytest.raises(Undone), shared.work(SYSTEM) as work:
        open_ticket(work, new_ticket(work))
        work.at_end(fail)
    assert everything(shared) == before
