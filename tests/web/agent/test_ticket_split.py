"""An article becomes the beginning of a ticket of its own."""

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.neighbours import list_linked_tickets
from polydesk.desk.tickets.queries import list_articles, list_attachments
from tests.web.agent.client import Browser
from tests.web.agent.test_new_ticket import PATH, form, made
from tests.world.cast import ADA, ROOT
from tests.world.tickets import opened, ticket_row

EVIL = '</textarea>"><script>alert(1)</script>'
MAIL = NewArticle(subject="Re: Second question", body="And another thing.", sender_type_id=3, channel_id=1)


@pytest.fixture
def article(world: Desk) -> tuple[int, int]:
    """Of c1's ticket, with a file."""
    ticket_id = opened(world, customer_user="c1", title="First question", article=None)
    with world.work(ADA) as work:
        article_id = add_article(work, ticket_id, MAIL)
        attach_files(work, ticket_id, article_id, [NewFile(filename="log.txt", content=b"words")])
    return ticket_id, article_id


def test_the_form_holds_what_the_article_says(ada: Browser, article: tuple[int, int]) -> None:
    page = ada.get(f"{PATH}?from_article={article[1]}").text
    for text in ('value="Second question"', "And another thing.", 'value="c1"', "Split from ticket", "log.txt"):
        assert text in page, text


def test_the_new_ticket_is_the_others_child_and_takes_the_file_along(ada: Browser, article: tuple[int, int]) -> None:
    desk = ada.desk
    with desk.look(ADA) as look:
        [file] = list_attachments(look, [article[1]])[article[1]]
    sent = form(desk, Title="First question again", from_article=article[1], copy=file.id)
    new = made(ada.post(PATH, sent))  # its own origin is no surprise among the similar ones
    with desk.look(ADA) as look:
        [link] = list_linked_tickets(look, new)
        assert (link.id, link.kind, bool(link.is_source)) == (article[0], "ParentChild", True)
        [first] = list_articles(look, [new])[new]
        [copy] = list_attachments(look, [first.id])[first.id]
    assert (copy.filename, copy.file_hash) == ("log.txt", file.file_hash)


def test_files_that_are_not_wanted_or_of_others_stay(ada: Browser, article: tuple[int, int]) -> None:
    new = made(ada.post(PATH, form(ada.desk, from_article=article[1], copy=999_999)))
    with ada.desk.look(ADA) as look:
        [first] = list_articles(look, [new])[new]
        assert not list_attachments(look, [first.id])


@pytest.mark.parametrize("given", ["x", "999999999", "-1", "9" * 30])
def test_what_is_no_article_is_not_found(ada: Browser, given: str) -> None:
    assert ada.get(f"{PATH}?from_article={given}").status_code == 404


def test_c1_articles_of_others_are_not_split(ada: Browser, browser: Browser, world: Desk) -> None:
    secret = opened(world, ROOT, queue="Secret", article=None)
    with world.work(ROOT) as work:
        hidden = add_article(work, secret, MAIL)
    assert ada.get(f"{PATH}?from_article={hidden}").status_code == 404
    assert ada.post(PATH, form(world, from_article=hidden)).status_code == 404


def test_c1_who_may_only_read_a_ticket_splits_nothing_from_it(ada: Browser, world: Desk) -> None:
    readable = opened(world, ROOT, queue="Support", article=None)
    with world.work(ROOT) as work:
        article_id = add_article(work, readable, MAIL)
    bo = ada.of("agent2", "agent2-pw")
    before = ticket_row(world, readable).version
    assert bo.post(PATH, form(world, from_article=article_id)).status_code in (403, 404)
    assert ticket_row(world, readable).version == before


def test_a1_what_the_article_says_does_no_harm(ada: Browser, world: Desk) -> None:
    ticket_id = opened(world, customer_user="c1", title=EVIL, article=None)
    with world.work(ADA) as work:
        article_id = add_article(work, ticket_id, NewArticle(subject=EVIL, body=EVIL))
        attach_files(work, ticket_id, article_id, [NewFile(filename=f"{EVIL}.txt".replace("/", ""), content=b"")])
    assert "<script>alert" not in ada.get(f"{PATH}?from_article={article_id}").text
