from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.models import SENDER_CUSTOMER, SENDER_SYSTEM, Article
from polydesk.desk.tickets.queries import last_article, list_articles
from polydesk.kernel.clock import epoch
from tests.world.cast import ADA, CORA
from tests.world.tickets import NOON, NOTE, at, changed, opened, ticket_row

ANSWER = NewArticle(subject="Re", body="Try again.", visible=True, history_type="EmailAgent", history_comment="%%sent")
QUESTION = NewArticle(subject="Help", body="It smokes.", sender_type_id=SENDER_CUSTOMER)


def test_its_entry_has_the_type_and_the_comment_of_the_request(shared: Desk) -> None:
    ticket_id = opened(shared, article=None)
    assert changed(shared, ticket_id, ADA, add_article, ANSWER) == [
        ("EmailAgent", "%%sent"),
        ("Misc", "Reset of unlock time."),
    ]
    assert ticket_row(shared, ticket_id).unlock_timeout == epoch(ticket_row(shared, ticket_id).change_time)


def test_the_unlock_time_is_reset_once_a_second(shared: Desk) -> None:
    ticket_id = opened(at(shared, NOON))
    assert changed(at(shared, NOON), ticket_id, ADA, add_article, NOTE) == [("AddNote", "")]


@pytest.mark.parametrize("sender", [SENDER_CUSTOMER, SENDER_SYSTEM])
def test_only_agents_reset_the_unlock_time(shared: Desk, sender: int) -> None:
    ticket_id = opened(shared, article=None)
    assert changed(shared, ticket_id, ADA, add_article, replace(NOTE, sender_type_id=sender)) == [("AddNote", "")]
    assert ticket_row(shared, ticket_id).unlock_timeout == 0


def test_visible_articles_of_agents_answer_and_those_of_customers_ask_again(shared: Desk) -> None:
    ticket_id = opened(shared)
    assert ticket_row(shared, ticket_id).answered == 0
    for new, answered in ((ANSWER, 1), (NOTE, 1), (QUESTION, 0), (NOTE, 0), (ANSWER, 1)):
        changed(shared, ticket_id, ADA, add_article, new)
        assert ticket_row(shared, ticket_id).answered == answered


def test_articles_are_numbered_within_their_ticket(shared: Desk) -> None:
    for ticket_id in (opened(shared), opened(shared)):
        changed(shared, ticket_id, ADA, add_article, NOTE)
        with shared.look() as look:
            numbers = select(Article.number).where(Article.ticket_id == ticket_id).order_by(Article.id)
            assert list(look.connection.execute(numbers).scalars()) == [1, 2]


def test_eight_who_write_at_once_all_get_through(shared: Desk) -> None:
    ticket_id = opened(shared, article=None)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: changed(shared, ticket_id, ADA, add_article, NOTE), range(16)))
    with shared.look() as look:
        numbers = select(Article.number).where(Article.ticket_id == ticket_id).order_by(Article.id)
        assert list(look.connection.execute(numbers).scalars()) == list(range(1, 17))


def test_an_html_body_is_kept_as_it_came_beside_plain_text(shared: Desk) -> None:
    html = NewArticle(subject="s", body="<b>Hi</b> <script>x</script>", content_type="text/html; charset=utf-8")
    ticket_id = opened(shared, article=html)
    with shared.look() as look:
        [article] = list_articles(look, [ticket_id])[ticket_id]
    assert article.html_body == html.body
    assert (article.content_type, article.body.strip()) == ("text/plain; charset=utf-8", "Hi")


def test_a_plain_body_has_no_html(shared: Desk) -> None:
    ticket_id = opened(shared, article=replace(NOTE, body="<b>"))
    with shared.look() as look:
        [article] = list_articles(look, [ticket_id])[ticket_id]
    assert (article.body, article.html_body) == ("<b>", None)


def test_an_article_of_a_customer_names_its_author(shared: Desk) -> None:
    ticket_id = opened(shared, CORA, customer_user="c1", article=QUESTION)
    with shared.look() as look:
        article = last_article(look, ticket_id)
    assert article
    assert (article.created_by_customer, article.create_by) == ("c1", 1)


def test_the_ticket_moves_with_its_articles(shared: Desk) -> None:
    ticket_id = opened(at(shared, NOON))
    changed(shared, ticket_id, ADA, add_article, NOTE)
    assert ticket_row(shared, ticket_id).change_time > NOON
