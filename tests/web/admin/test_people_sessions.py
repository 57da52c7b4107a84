"""The sessions of all people, and ending them."""

import re

from polydesk.desk.audit.entries import AuditFilter, list_audit
from polydesk.desk.desk import Desk
from polydesk.desk.people.sessions import find_session, new_token, open_session
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import Browser
from tests.world.cast import CORA

PATH = "/admin/sessions"


def numbers(browser: Browser, text: str) -> list[str]:
    return re.findall(r'name="session" value="(\d+)"', browser.get(f"{PATH}?q={text}").text)


def test_they_are_found_by_login_and_by_address(root: Browser, world: Desk) -> None:
    Browser(world, "198.51.100.7").of("agent1", "agent1-pw")
    assert len(numbers(root, "agent1")) == len(numbers(root, "198.51.100.7")) == 1
    assert numbers(root, "nobody-like-this") == []


def test_one_is_ended_and_that_is_written_down(root: Browser, world: Desk) -> None:
    ada = Browser(world).of("agent1", "agent1-pw")
    [number] = numbers(root, "agent1")
    assert root.post(f"{PATH}/end", {"session": number, "q": "agent1"}).status_code == 303
    assert ada.get("/search").status_code == 303
    with world.look() as look:
        [entry] = list_audit(look, AuditFilter(action="session.end"), offset=0, limit=5)[0]
    assert (entry.actor, entry.new_values) == (
        "root@localhost",
        {"kind": "web session", "subject_kind": "agent", "subject": "agent1"},
    )


def test_all_of_a_person_are_ended(root: Browser, world: Desk) -> None:
    phone, desk = (Browser(world).of("agent1", "agent1-pw") for _ in range(2))
    assert "End all sessions of agent1" in root.get(f"{PATH}?q=agent1").text
    root.post(f"{PATH}/end-all", {"kind": "agent", "login": "agent1"})
    assert [one.get("/search").status_code for one in (phone, desk)] == [303, 303]


def test_customers_are_among_them(root: Browser, world: Desk) -> None:
    token = new_token()
    with world.work() as work:
        open_session(work, CORA, token=token, remote_address="192.0.2.1", client="")
    root.post(f"{PATH}/end-all", {"kind": "customer", "login": "c1"})
    with world.look() as look:
        assert find_session(look, token, remote_address="192.0.2.1") is None


def test_what_is_not_there_is_not_found(root: Browser) -> None:
    for session in ("0", "-1", "x", "9" * 40, ""):
        assert root.post(f"{PATH}/end", {"session": session}).status_code == 404
    assert root.post(f"{PATH}/end-all", {"kind": "agent", "login": "nobody"}).status_code == 404


def test_stored_cross_site_scripting(root: Browser, world: Desk) -> None:
    """Programs say of themselves what they like."""
    with world.work() as work:
        open_session(work, CORA, token=new_token(), remote_address="192.0.2.1", client="<script>x</script>")
    assert "<script>x" not in root.get(PATH).text


def test_a_list_is_few_statements_however_long(root: Browser, world: Desk) -> None:
    root.get(PATH)
    with world.work() as work:
        for _ in range(60):
            open_session(work, CORA, token=new_token(), remote_address="192.0.2.1", client="")
    with counted(world) as statements:
        page = root.get(PATH)
    assert len(statements) <= 6, statements
    assert 'rel="next"' in page.text and len(page.text) < 60_000
