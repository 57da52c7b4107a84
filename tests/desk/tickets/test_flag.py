from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.flag import set_flag
from polydesk.desk.tickets.models import TicketFlag
from polydesk.desk.tickets.queries import last_article
from polydesk.kernel.actors import AgentActor, CustomerActor
from tests.world.cast import ADA, BO, CORA
from tests.world.tickets import NOON, at, changed, opened, ticket_row


def flags(desk: Desk, ticket_id: int, kind: str = "ticket") -> set[tuple[str, str, str]]:
    columns = (TicketFlag.subject_kind, TicketFlag.subject, TicketFlag.value)
    of_it = (TicketFlag.object_kind == kind, TicketFlag.object_id == ticket_id)
    with desk.look() as look:
        return {(row[0], row[1], row[2]) for row in look.connection.execute(select(*columns).where(*of_it))}


def test_a_mark_leaves_no_history_and_is_no_change(shared: Desk) -> None:
    ticket_id = opened(at(shared, NOON))
    assert changed(shared, ticket_id, ADA, set_flag, "Seen", "1") == []
    assert ticket_row(shared, ticket_id).change_time == NOON


def test_marks_belong_to_persons_of_their_kind(shared: Desk) -> None:
    ticket_id = opened(shared, customer_user="2")
    for actor in (ADA, BO, CustomerActor("2")):
        changed(shared, ticket_id, actor, set_flag, "Seen", "1")
    assert flags(shared, ticket_id) == {("agent", "2", "1"), ("agent", "3", "1"), ("customer", "2", "1")}
    changed(shared, ticket_id, AgentActor(2, "agent1"), set_flag, "Seen", None)
    assert flags(shared, ticket_id) == {("agent", "3", "1"), ("customer", "2", "1")}


def test_setting_a_mark_again_replaces_it(shared: Desk) -> None:
    ticket_id = opened(shared, customer_user="c1")
    changed(shared, ticket_id, CORA, set_flag, "Seen", "1")
    changed(shared, ticket_id, CustomerActor("C1"), set_flag, "Seen", "2")
    assert flags(shared, ticket_id) == {("customer", "c1", "2")}


def test_an_article_is_marked_apart_from_its_ticket(shared: Desk) -> None:
    ticket_id = opened(shared)
    with shared.look() as look:
        article = last_article(look, ticket_id)
    assert article
    changed(shared, ticket_id, ADA, set_flag, "Seen", "1", article_id=article.id)
    assert flags(shared, article.id, "article") == {("agent", "2", "1")}
    assert flags(shared, ticket_id) == set()
