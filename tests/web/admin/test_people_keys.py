"""Keys and tokens of programs: shown once, kept as hashes."""

import re

import pytest

from polydesk.desk.access.api_tokens import create_api_token, owner_of_token
from polydesk.desk.desk import Desk
from polydesk.desk.intake.keys import find_intake_key
from polydesk.desk.people.api_keys import agent_of_key
from tests.web.agent.client import Browser
from tests.world.cast import ADA

TOKEN = {"name": "ci", "owner": "agent1", "scopes": "tickets:read", "days": "90"}


def shown(text: str) -> str:
    found = re.search(r'class="secret"[^>]* value="([^"]+)"', text)
    assert found
    return found[1]


def test_a_key_of_an_agent_is_shown_once_and_works(root: Browser, world: Desk) -> None:
    page = root.post("/admin/agent-keys/new", {"label": "monitoring", "agent": "agent1", "valid": "valid"})
    key = shown(page.text)
    with world.look() as look:
        assert agent_of_key(look, key) == ADA
    assert key not in root.get("/admin/agent-keys").text
    again = root.post("/admin/agent-keys/new", {"label": "monitoring", "agent": "agent1", "valid": "valid"})
    assert again.status_code == 422 and "secret" not in again.text


def test_a_key_put_out_of_use_is_good_no_more(root: Browser, world: Desk) -> None:
    key = shown(root.post("/admin/agent-keys/new", {"label": "old", "agent": "agent1", "valid": "valid"}).text)
    number = re.findall(r'href="/admin/agent-keys/(\d+)"', root.get("/admin/agent-keys?q=old").text)[0]
    root.post(f"/admin/agent-keys/{number}", {"label": "old", "agent": "agent1", "valid": "invalid"})
    with world.look() as look:
        assert agent_of_key(look, key) is None


def test_a_key_of_osticket_is_good_from_its_address(root: Browser, world: Desk) -> None:
    form = {"label": "shop", "address": "192.0.2.7", "create_tickets": "1", "valid": "valid"}
    key = shown(root.post("/admin/intake-keys/new", form).text)
    with world.look() as look:
        found = find_intake_key(look, key, "192.0.2.7")
        assert found and find_intake_key(look, key, "192.0.2.8") is None


def test_a_token_is_shown_once_and_revoked(root: Browser, world: Desk) -> None:
    token = shown(root.post("/admin/tokens/new", TOKEN).text)
    with world.look() as look:
        owner = owner_of_token(look, token)
    assert owner and owner.actor == ADA and owner.scopes == {"tickets:read"}
    listed = root.get("/admin/tokens").text
    assert token not in listed and "agent1" in listed
    assert root.post(f"/admin/tokens/{owner.id}/revoke").status_code == 303
    with world.look() as look:
        assert owner_of_token(look, token) is None
    assert root.post(f"/admin/tokens/{owner.id}/revoke").status_code == 404


def test_very_many_tokens_go_page_by_page(root: Browser, world: Desk) -> None:
    with world.work(ADA) as work:
        for number in range(70):
            create_api_token(work, ADA, name=f"number {number:02}.")
    pages = [root.get(f"/admin/tokens?page={number}").text for number in (1, 2, 3)]
    assert "number 69." in pages[0] and "number 39." in pages[1] and "number 00." in pages[2]
    assert all(len(one) < 60_000 for one in pages) and 'rel="next"' not in pages[2]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"owner": "nobody"}, "owner"),
        ({"name": " "}, "name"),
        ({"scopes": "everything"}, "scopes"),
        ({"scopes": ""}, "scopes"),
    ],
)
def test_a_wrong_token_is_refused_and_the_form_kept(root: Browser, changed: dict[str, str], field: str) -> None:
    page = root.post("/admin/tokens/new", {**TOKEN, **changed})
    assert page.status_code == 422 and "field-error" in page.text
    assert "secret" not in page.text
