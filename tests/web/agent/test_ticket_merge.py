"""Merging on the agents' pages."""

import html

import pytest

from polydesk.desk.desk import Desk
from polydesk.desk.tickets.merge import merge_tickets
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import Browser
from tests.world.cast import ADA, ROOT
from tests.world.tickets import STATES, opened, ticket_row

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def number_of(desk: Desk, ticket_id: int) -> str:
    return str(ticket_row(desk, ticket_id).number)


def test_the_customers_own_are_offered_first_and_the_ticket_itself_never(ada: Browser, world: Desk) -> None:
    one = opened(world, title="Zebra one", customer_user="c1")
    others = [opened(world, title="Zebra two", customer_user=login) for login in ("c1", "c2")]
    page = ada.get(f"/tickets/{one}/merge?number=zebra", **{"hx-request": "true"}).text
    found = [page.find(f"ticket={other}&amp;main={other}") for other in others]
    assert -1 < found[0] < found[1]
    assert "Zebra one" not in page
    assert "Zebra two" in ada.get(f"/tickets/{one}/merge").text


def test_a_whole_number_leads_to_both_side_by_side(ada: Browser, world: Desk) -> None:
    one, other = opened(world, title="First"), opened(world, title="Second")
    answer = ada.get(f"/tickets/{one}/merge?number={number_of(world, other)}")
    assert answer.status_code == 303
    page = ada.get(answer.headers["location"]).text
    assert "First" in page
    assert "Second" in page
    assert f'value="{other}" checked' in page
    third = opened(world)
    ada.post("/tickets/merge", {"ticket": [other, third], "main": third})
    answer = ada.get(f"/tickets/{one}/merge?number={number_of(world, other)}")
    assert answer.headers["location"].endswith(f"main={third}")


def test_merging_leads_to_the_ticket_that_goes_on(ada: Browser, world: Desk) -> None:
    one, main = opened(world), opened(world)
    answer = ada.post("/tickets/merge", {"ticket": [one, main], "main": main})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/tickets/{main}")
    assert ticket_row(world, one).state_id == STATES["merged"]
    page = ada.get(f"/tickets/{one}").text
    assert "has gone over into another one" in page
    assert number_of(world, main) in page
    for written in ("write?kind=reply", "write?kind=email", f"/tickets/{one}/merge"):
        assert written not in page, written
    assert "was merged into" in ada.get(f"/tickets/{main}/history").text


def test_selected_tickets_of_a_list_are_merged_all_or_none(ada: Browser, world: Desk) -> None:
    ids = [opened(world) for _ in range(3)]
    gone = opened(world)
    with world.work(ADA) as work:
        merge_tickets(work, gone, ids[2])
    answer = ada.post("/bulk", {"ticket": [*ids, gone], "do": "merge", "back": "/"})
    page = ada.get(answer.headers["location"]).text
    assert f'value="{ids[0]}" checked' in page
    refused = ada.post("/tickets/merge", {"ticket": [*ids, gone], "main": ids[0]})
    assert refused.status_code == 422
    assert "merged or removed before" in refused.text
    assert {ticket_row(world, one).state_id for one in ids} == {STATES["open"]}
    assert ada.post("/tickets/merge", {"ticket": ids, "main": ids[0]}).status_code == 303
    assert [ticket_row(world, one).state_id for one in ids[1:]] == [STATES["merged"]] * 2


def test_c1_tickets_of_others_are_not_shown_and_not_merged(ada: Browser, world: Desk) -> None:
    one, secret = opened(world), opened(world, ROOT, queue="Secret", title="Hushed")
    page = ada.get(f"/tickets/merge?ticket={one}&ticket={secret}").text
    assert "Hushed" not in page
    assert "1 ticket is left out" in page
    assert "Hushed" not in ada.get(f"/tickets/{one}/merge?number=hush").text
    assert ada.post("/tickets/merge", {"ticket": [one, secret], "main": one}).status_code == 404
    assert {ticket_row(world, one).state_id, ticket_row(world, secret).state_id} == {STATES["open"]}


def test_readers_see_why_they_cannot(browser: Browser, world: Desk) -> None:
    rae = browser.of("ro1", "ro1-pw")
    one, main = opened(world), opened(world)
    assert "so it cannot be merged" in rae.get(f"/tickets/merge?ticket={one}&ticket={main}").text
    assert rae.post("/tickets/merge", {"ticket": [one, main], "main": main}).status_code == 403


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/tickets/merge", 200),
        ("/tickets/merge?ticket=x", 422),
        ("/tickets/merge?ticket=1&main=-1", 422),
        ("/tickets/merge?" + "&".join(f"ticket={one}" for one in range(21)), 422),
        ("/tickets/merge?ticket=9" + "9" * 17, 200),
    ],
)
def test_odd_addresses_are_answered(ada: Browser, path: str, status: int) -> None:
    assert ada.get(path).status_code == status


def test_a1_titles_and_numbers_do_no_harm(ada: Browser, world: Desk) -> None:
    one, other = (
        opened(world, title=EVIL, customer_user="<i>c</i>"),
        opened(world, title=EVIL, customer_user="<i>c</i>"),
    )
    pages = (
        ada.get(f"/tickets/{one}/merge?number={EVIL.replace('&', '%26').replace('#', '')}"),
        ada.get(f"/tickets/{one}/merge"),
        ada.get(f"/tickets/{one}/numbers?number=alert"),
        ada.get(f"/tickets/merge?ticket={one}&ticket={other}"),
    )
    for page in pages:
        assert "<script>alert" not in page.text
        assert "<i>c" not in page.text
    assert html.escape(EVIL).replace("&quot;", "&#34;") in pages[1].text


def test_looking_up_takes_as_many_statements_for_one_as_for_many(ada: Browser, world: Desk) -> None:
    one = opened(world, title="Gnu", customer_user="c1")
    opened(world, title="Gnu again", customer_user="c1")
    path = f"/tickets/{one}/numbers?number=gnu"
    ada.get(path)
    with counted(world) as few:
        ada.get(path)
    for _ in range(5):
        opened(world, title="Gnu again", customer_user="c1")
    with counted(world) as many:
        ada.get(path)
    assert len(few) == len(many) <= 6


def test_a_merge_is_taken_back_on_the_ticket_that_was_merged(ada: Browser, world: Desk) -> None:
    one, main = opened(world), opened(world)
    ada.post("/tickets/merge", {"ticket": [one, main], "main": main})
    assert "Take it out again" in ada.get(f"/tickets/{one}").text
    assert ada.post(f"/tickets/{one}/unmerge").headers["location"] == f"/tickets/{one}"
    assert ticket_row(world, one).state_id == STATES["open"]
    assert "was taken out of" in ada.get(f"/tickets/{main}/history").text
    assert "It cannot be taken out" in ada.post(f"/tickets/{one}/unmerge").text
