"""Mentions on the pages: who is offered while typing, and what the ticket shows."""

import pytest

from polydesk.desk.desk import Desk
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import Browser
from tests.world.tickets import opened


@pytest.fixture
def ticket_id(world: Desk) -> int:
    return opened(world, customer_user="c1")


def test_colleagues_who_may_read_it_are_offered(ada: Browser, ticket_id: int) -> None:
    offered = ada.get(f"/tickets/{ticket_id}/mentions?q=BO").json()
    assert offered == [{"login": "agent2", "name": "Bo Agent"}]
    for hostile in ("%00%25", "%25", "'\"<script>", "x" * 5000, "%F0%9F%98%80"):
        assert ada.get(f"/tickets/{ticket_id}/mentions?q={hostile}").json() == []


@pytest.mark.parametrize(("who", "status"), [("ro1", 403), ("nogroup1", 404)])
def test_c3_who_may_write_no_note_is_told_of_nobody(browser: Browser, ticket_id: int, who: str, status: int) -> None:
    assert browser.of(who, f"{who}-pw").get(f"/tickets/{ticket_id}/mentions?q=").status_code == status


def test_the_ticket_shows_whom_a_note_mentions_without_a_statement_more(ada: Browser, ticket_id: int) -> None:
    path = f"/tickets/{ticket_id}"
    note = {"kind": "note", "subject": "s", "seen": "9" * 18}
    ada.post(f"{path}/write", {**note, "body": "plain"})
    ada.get(path)
    with counted(ada.desk) as before:
        assert "Mentions" not in ada.get(path).text
    ada.post(f"{path}/write", {**note, "body": "@agent2 and @nogroup1 <script>"})
    ada.get(path)  # the first mail has changed the configuration
    with counted(ada.desk) as after:
        assert "Mentions Bo Agent<" in ada.get(path).text
    assert len(before) == len(after)
