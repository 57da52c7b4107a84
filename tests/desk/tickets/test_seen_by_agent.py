from polydesk.desk.desk import Desk
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.seen_by_agent import mark_ticket_seen, newest_if_unseen
from polydesk.kernel.actors import AgentActor
from tests.world.cast import ADA, BO, CORA
from tests.world.tickets import opened


def newest(desk: Desk, ticket_id: int, actor: AgentActor = ADA) -> int | None:
    with desk.look(actor) as look:
        return newest_if_unseen(look, ticket_id)


def test_what_one_wrote_oneself_is_no_news(world: Desk) -> None:
    ticket_id = opened(world, BO)
    assert newest(world, ticket_id) is not None
    assert newest(world, ticket_id, BO) is None
    assert newest(world, opened(world, article=None)) is None


def test_what_a_customer_wrote_is_news_to_every_agent(world: Desk) -> None:
    ticket_id = opened(world, customer_user="c1", article=None)
    with world.work(CORA) as work:
        add_article(work, ticket_id, NewArticle(subject="s", body="b", visible=True, sender_type_id=3))
    assert newest(world, ticket_id) is not None


def test_a_mark_goes_no_further_than_what_was_shown(world: Desk) -> None:
    ticket_id = opened(world, BO)
    shown = newest(world, ticket_id)
    assert shown
    with world.work(BO) as work:
        add_article(work, ticket_id, NewArticle(subject="s", body="b", visible=True))
    with world.work(ADA) as work:
        mark_ticket_seen(work, ticket_id, up_to=shown)
    latest = newest(world, ticket_id)
    assert latest and latest > shown
    with world.work(ADA) as work:
        mark_ticket_seen(work, ticket_id, up_to=latest)
    assert newest(world, ticket_id) is None
