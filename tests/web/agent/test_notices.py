"""What agents were told, on a page of its own, with how much of it is unread at the side."""

from typing import Any

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.queues.catalogue import Catalogue
from polydesk.desk.tickets.add_article import NewArticle, add_article
from polydesk.desk.tickets.move import move_ticket
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import Browser
from tests.world.cast import ADA
from tests.world.tickets import named, opened

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def bo(browser: Browser) -> Browser:
    return browser.of("agent2", "agent2-pw")


def mention(desk: Desk, **properties: Any) -> int:
    ticket_id = opened(desk, title=HOSTILE, **properties)
    with desk.work(ADA) as work:
        add_article(work, ticket_id, NewArticle(subject="s", body="@agent2 look", visible=False))
    return ticket_id


def unread(browser: Browser) -> str:
    side = browser.get("/views/counts?at=/").text
    return side.partition('href="/notices"')[2].partition("</li>")[0]


def test_a_mention_is_shown_and_counted(bo: Browser) -> None:
    assert "count" not in unread(bo) and "Nothing yet." in bo.get("/notices").text
    ticket_id = mention(bo.desk)
    page = bo.get("/notices").text
    assert "A colleague mentioned you in a note" in page and f'href="/tickets/{ticket_id}"' in page
    assert HOSTILE not in page and '<span class="count">1</span>' in unread(bo)


def test_opening_the_ticket_or_a_button_makes_it_read(bo: Browser) -> None:
    first = mention(bo.desk)
    mention(bo.desk)
    bo.get(f"/tickets/{first}")
    assert '<span class="count">1</span>' in unread(bo)
    assert bo.post("/notices/read").headers["location"] == "/notices"
    page = bo.get("/notices").text
    assert page.count("is-read") == 2 and "Mark all as read" not in page and "count" not in unread(bo)


def test_they_are_nobody_else_s(ada: Browser, bo: Browser) -> None:
    mention(ada.desk)
    assert "mentioned you" not in ada.get("/notices").text
    ada.post("/notices/read")
    assert '<span class="count">1</span>' in unread(bo)


def test_they_end_with_the_right_to_see_the_ticket(bo: Browser) -> None:
    ticket_id = mention(bo.desk)
    with bo.desk.work(ADA) as work:
        move_ticket(work, ticket_id, named(work.config(Catalogue).queues, "Support"))
    assert "mentioned you" not in bo.get("/notices").text and "count" not in unread(bo)


def test_many_cost_as_many_statements_as_one(bo: Browser) -> None:
    mention(bo.desk)
    bo.get("/notices")
    with counted(bo.desk) as for_one:
        bo.get("/notices")
    for _ in range(4):
        mention(bo.desk)
    with counted(bo.desk) as for_many:
        assert bo.get("/notices").text.count("is-unread") == 5
    assert len(for_one) == len(for_many) <= 8, for_many
