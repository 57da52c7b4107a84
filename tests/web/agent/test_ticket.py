"""The page of one ticket, as agents read it."""

from dataclasses import replace

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.assign import assign_owner
from polydesk.desk.tickets.attach import NewFile, attach_files
from polydesk.desk.tickets.link import link_tickets
from polydesk.desk.tickets.set_priority import set_priority
from polydesk.desk.tickets.thread import newest_article_id
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import Browser
from tests.world.cast import ADA, BO
from tests.world.tickets import NOTE, opened

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
MAIL = NewArticle(
    subject="Help",
    body='<p>Hi</p><img src="cid:a@b"><img src="https://evil.example/pixel"><script>x()</script>',
    content_type="text/html; charset=utf-8",
    sender_type_id=3,
    channel_id=1,
    from_='"Cora Customer" <c1@acme.example>',
    to="desk@desk.example",
)


def with_article(desk: Desk, new: NewArticle, *files: NewFile) -> tuple[int, int]:
    """A new ticket of c1 and its only article."""
    ticket_id = opened(desk, customer_user="c1", article=None)
    with desk.work(ADA) as work:
        article_id = add_article(work, ticket_id, new)
        if files:
            attach_files(work, ticket_id, article_id, files)
    return ticket_id, article_id


def test_the_page_shows_ticket_articles_and_customer(ada: Browser, world: Desk) -> None:
    ticket_id, _ = with_article(world, replace(MAIL, body="See https://a.example.", content_type="text/plain"))
    other = opened(world, title="Another one", customer_user="c1")
    with world.work(ADA) as work:
        link_tickets(work, other, ticket_id, kind="ParentChild")
    page = ada.get(f"/tickets/{ticket_id}").text
    for text in ("Printer", "3 normal", "Sales", "Cora Customer", "ACME Ltd.", "Another one", "Parent", "E-mail"):
        assert text in page, text
    assert '<a href="https://a.example" rel="noopener noreferrer">' in page


def test_internal_articles_are_marked(ada: Browser, world: Desk) -> None:
    mark = "Internal: the customer does not see it"
    internal, _ = with_article(world, NOTE)
    visible, _ = with_article(world, replace(NOTE, visible=True))
    assert mark in ada.get(f"/tickets/{internal}").text
    assert mark not in ada.get(f"/tickets/{visible}").text


@pytest.mark.parametrize("path", ["", "/history", "/write?kind=note", "/articles", "/properties", "/articles/1/body"])
def test_what_one_may_not_see_is_not_there(browser: Browser, world: Desk, path: str) -> None:
    ticket_id = opened(world)
    stranger = browser.of("nogroup1", "nogroup1-pw")
    for number in (ticket_id, 999_999, 2**70):
        assert stranger.get(f"/tickets/{number}{path}").status_code == 404


def test_who_may_only_read_gets_no_buttons(browser: Browser, world: Desk) -> None:
    ticket_id = opened(world)
    page = browser.of("ro1", "ro1-pw").get(f"/tickets/{ticket_id}").text
    for absent in ("?change=", "/write?kind", 'value="lock"', 'value="archive"'):
        assert absent not in page, absent
    assert 'value="watch"' in page


def test_many_articles_are_read_twenty_at_a_time(ada: Browser, world: Desk) -> None:
    """The page stays under 60 kB, and as many statements as for one article are sent."""
    ticket_id = opened(world)
    ada.get(f"/tickets/{ticket_id}")
    with counted(world) as for_one:
        ada.get(f"/tickets/{ticket_id}")
    with world.work(ADA) as work:
        long = replace(NOTE, body="Lorem ipsum dolor sit amet\n" * 200)
        ids = [add_article(work, ticket_id, long) for _ in range(60)]
    with counted(world) as for_many:
        page = ada.get(f"/tickets/{ticket_id}").text
    assert len(for_many) == len(for_one) <= 14, for_many
    assert len(page) < 60_000
    assert page.count("<article ") == 20
    assert f'id="article-{ids[-1]}"' in page and f'id="article-{ids[-21]}"' not in page
    more = ada.get(f"/tickets/{ticket_id}/articles?beyond={ids[-20]}", **{"hx-request": "true"}).text
    assert f'id="article-{ids[-21]}"' in more and "<html" not in more
    assert f'id="article-{ids[-21]}"' in ada.get(f"/tickets/{ticket_id}?beyond={ids[-20]}").text


def test_the_order_of_articles_is_remembered(ada: Browser, world: Desk) -> None:
    ticket_id = opened(world)
    with world.work(ADA) as work:
        first, last = newest_article_id(work, ticket_id), add_article(work, ticket_id, NOTE)
    for order, wanted in (("newest", [last, first]), ("oldest", [first, last]), ("newest", [last, first])):
        ada.post(f"/tickets/{ticket_id}/order", {"order": order})
        page = ada.get(f"/tickets/{ticket_id}").text
        assert sorted(wanted, key=lambda one: page.index(f'id="article-{one}"')) == wanted


def test_the_whole_of_a_long_text_is_there_when_asked_for(ada: Browser, world: Desk) -> None:
    ticket_id, article_id = with_article(world, replace(NOTE, body="x" * 2000 + "<end>"))
    assert "&lt;end&gt;" not in ada.get(f"/tickets/{ticket_id}").text
    for way in ("text", "body"):
        assert "&lt;end&gt;" in ada.get(f"/tickets/{ticket_id}/articles/{article_id}/{way}").text


class TestBody:
    def test_runs_nothing_and_loads_nothing_from_elsewhere(self, ada: Browser, world: Desk) -> None:
        picture = NewFile(filename="p.png", content=b"png", content_type="image/png", content_id="<a@b>")
        ticket_id, article_id = with_article(world, MAIL, picture)
        assert 'sandbox="allow-same-origin allow-popups' in ada.get(f"/tickets/{ticket_id}").text
        reply = ada.get(f"/tickets/{ticket_id}/articles/{article_id}/body")
        policy = reply.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script" not in policy.replace("sandbox allow-same", "")
        assert "https:" not in policy and "frame-ancestors 'self'" in policy
        assert "allow-scripts" not in policy
        assert reply.headers["x-frame-options"] == "SAMEORIGIN"
        assert "script" not in reply.text and "evil.example" not in reply.text
        assert f'src="/tickets/{ticket_id}/files/' in reply.text
        assert "Show pictures from elsewhere" in reply.text

    def test_lets_pictures_in_when_asked(self, ada: Browser, world: Desk) -> None:
        ticket_id, article_id = with_article(world, MAIL)
        reply = ada.get(f"/tickets/{ticket_id}/articles/{article_id}/body?remote=1")
        assert "img-src 'self' data: https:;" in reply.headers["content-security-policy"]
        assert "https://evil.example/pixel" in reply.text

    def test_of_another_ticket_is_not_found(self, ada: Browser, world: Desk) -> None:
        _, article_id = with_article(world, MAIL)
        other = opened(world)
        for number in (article_id, 2**70):
            assert ada.get(f"/tickets/{other}/articles/{number}/body").status_code == 404


class TestFiles:
    def test_are_kept_unless_they_are_harmless(self, ada: Browser, world: Desk) -> None:
        files = (
            NewFile(filename="ä.png", content=b"png", content_type="image/png"),
            NewFile(filename="e.html", content=b"<script>", content_type="text/html"),
        )
        ticket_id, _ = with_article(world, NOTE, *files)
        page = ada.get(f"/tickets/{ticket_id}").text
        assert "3 B · image/png" in page
        picture, evil = (ada.get(f"/tickets/{ticket_id}/files/{number}") for number in _file_ids(page, ticket_id))
        assert picture.headers["content-disposition"].startswith("inline; ")
        assert "filename*=UTF-8''%C3%A4.png" in picture.headers["content-disposition"]
        assert (picture.content, evil.content) == (b"png", b"<script>")
        assert evil.headers["content-disposition"].startswith("attachment; ")
        for one in (picture, evil):
            assert one.headers["x-content-type-options"] == "nosniff"
            assert one.headers["content-security-policy"].startswith("sandbox")
            assert one.headers["cache-control"] == "no-store"
        kept = ada.get(f"{picture.request.url.path}?download=1")
        assert kept.headers["content-disposition"].startswith("attachment; ")

    def test_of_another_ticket_are_not_found(self, ada: Browser, world: Desk) -> None:
        ticket_id, _ = with_article(world, NOTE, NewFile(filename="a", content=b"a"))
        [number] = _file_ids(ada.get(f"/tickets/{ticket_id}").text, ticket_id)
        other = opened(world)
        for unknown in (number, 2**70):
            assert ada.get(f"/tickets/{other}/files/{unknown}").status_code == 404


def _file_ids(page: str, ticket_id: int) -> list[int]:
    parts = page.split(f'"/tickets/{ticket_id}/files/')[1:]
    return sorted({int(one.partition('"')[0].partition("?")[0]) for one in parts})


def test_hostile_texts_are_shown_and_do_nothing(ada: Browser, world: Desk) -> None:
    new = replace(NOTE, subject=EVIL, body=EVIL, from_=f"{EVIL} <x@y.example>", to=EVIL, cc=EVIL)
    ticket_id, article_id = with_article(world, new, NewFile(filename=EVIL, content=b"x", content_type=EVIL))
    ada.post(f"/tickets/{ticket_id}/properties/title", {"value": EVIL})
    ada.post(f"/tickets/{ticket_id}/properties/customer", {"value": EVIL, "company": EVIL})
    paths = ("", "/history", f"/write?kind=reply&to={article_id}", "?change=title", "?change=customer")
    for path in (*paths, f"/articles/{article_id}/body"):
        page = ada.get(f"/tickets/{ticket_id}{path}").text
        assert "&lt;script&gt;" in page
        assert "<script>alert" not in page and "<img src=x" not in page, path


def test_the_history_is_made_of_sentences(ada: Browser, world: Desk) -> None:
    ticket_id = opened(world)
    with world.work(ADA) as work:
        set_priority(work, ticket_id, 4)
        assign_owner(work, ticket_id, BO.id)
    page = ada.get(f"/tickets/{ticket_id}/history").text
    assert "Given to Bo Agent." in page
    assert "Priority changed from 3 normal to 4 high." in page
    assert "The ticket was opened in Sales: open, priority 3 normal." in page
    assert "NULL" not in page and "%%" not in page


def test_the_page_speaks_german(ada: Browser, world: Desk) -> None:
    page = ada.get(f"/tickets/{opened(world)}", **{"accept-language": "de"}).text
    assert "Antworten" in page and "1 Artikel" in page and "Beobachten" in page
