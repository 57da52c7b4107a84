"""A list stays small on a desk of a thousand agents: whom it can be narrowed by, or go to, is fetched when wanted."""

import re

import pytest

from polydesk.desk.desk import Desk
from tests.web.agent.client import Browser
from tests.web.test_every_page import LARGEST_PAGE
from tests.world.cast import ADA, BO
from tests.world.tickets import configured, opened

HOSTILE = "<script>alert(1)</script>\"'"
OPTION = re.compile(r'<option value="([^"]*)">([^<]*)</option>')


@pytest.fixture
def large(world: Desk) -> Desk:
    people = [{"login": f"n{n}", "first_name": "Noor", "last_name": f"{n:04}"} for n in range(1000)]
    configured(world, agents=[*people, {"login": "h", "first_name": HOSTILE, "last_name": "9999"}])
    return world


def options(browser: Browser, address: str) -> list[tuple[str, str]]:
    reply = browser.get(address, **{"hx-request": "true"})
    assert reply.status_code == 200
    return OPTION.findall(reply.text)


def test_a_small_desk_names_them_in_the_page(ada: Browser) -> None:
    opened(ada.desk)
    text = ada.get("/views/all").text
    assert "data-choices" not in text
    assert f'<option value="{BO.id}">Bo Agent</option>' in text
    assert f'<option value="owner:{BO.id}">Bo Agent</option>' in text


def test_a_large_desk_says_where_they_are(large: Desk) -> None:
    for _ in range(50):
        opened(large, title="A title as long as most of them are")
    ada = Browser(large).of("agent1", "agent1-pw")
    text = ada.get(f"/views/all?owner={ADA.id}").text
    assert len(text.encode()) < LARGEST_PAGE
    assert f'<option value="{ADA.id}" selected>' in text
    assert f'data-choices="/views/choices/owner?but={ADA.id}"' in text
    assert 'data-choices="/views/choices/owner?do=owner"' in text


def test_they_are_given_by_name_without_the_one_that_is_there(large: Desk) -> None:
    ada = Browser(large).of("agent1", "agent1-pw")
    names = [name for _, name in options(ada, f"/views/choices/owner?but={ADA.id}")]
    assert names[0] == "Nobody"
    assert names[1:] == sorted(names[1:], key=str.casefold)
    assert len(names) > 1000
    assert "Ada Agent" not in names


def test_what_can_be_done_says_so(ada: Browser) -> None:
    assert (f"owner:{BO.id}", "Bo Agent") in options(ada, "/views/choices/owner?do=owner")


def test_b1_only_queues_one_may_read_are_named(ada: Browser) -> None:
    bo = Browser(ada.desk).of("agent2", "agent2-pw")
    assert "Support" in {name for _, name in options(ada, "/views/choices/queue")}
    others = {name for _, name in options(bo, "/views/choices/queue")}
    assert "Sales" in others
    assert "Support" not in others


def test_a1_names_do_no_harm(large: Desk) -> None:
    text = Browser(large).of("agent1", "agent1-pw").get(f"/views/choices/owner?do={HOSTILE}").text
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_there_are_no_others(ada: Browser) -> None:
    assert ada.get("/views/choices/password").status_code == 404
