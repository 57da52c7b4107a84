"""Rights in groups, and roles, as tables to tick on the administrators' pages."""

import re
from typing import Any

import pytest

from polydesk.desk.audit.entries import AuditFilter, list_audit
from polydesk.desk.configuration.entries import list_entries
from polydesk.desk.desk import Desk
from polydesk.desk.people.directory import Directory
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import Browser
from tests.world.cast import ADA, BO, ROOT
from tests.world.tickets import configured

USERS = "/admin/groups/1"
AGENTS = f"{USERS}/agents"


def of(desk: Desk, section: str, text: str) -> Any:
    """The entry with this text."""
    with desk.look() as look:
        [entry] = list_entries(look, section, text=text).entries
    return entry


def sent(page: str) -> dict[str, list[str]]:
    """What the form on a page of a table would send, untouched."""
    seen = re.findall(r'name="(seen/\d+)" value="([^"]*)"', page)
    return {name: [value] for name, value in seen} | {
        name.replace("seen", "rights"): value.split() for name, value in seen if value
    }


def rights_of(desk: Desk, login: str) -> Any:
    return of(desk, "agents", login)["rights"]


def test_what_is_ticked_is_had_and_the_others_keep_what_they_have(root: Browser, world: Desk) -> None:
    before = rights_of(world, "agent2")
    form = sent(root.get(AGENTS).text)
    assert form[f"rights/{ADA.id}"] == ["rw"]
    root.post(AGENTS, form | {f"rights/{ADA.id}": ["ro", "note"]})
    assert rights_of(world, "agent1")["users"] == ["ro", "note"] and rights_of(world, "agent2") == before
    with world.look() as look:
        assert 1 not in look.config(Directory).agents[ADA.id].rights["owner"]
        latest = list_audit(look, AuditFilter(action="groups.rights"), offset=0, limit=9)[0]
    [entry] = latest
    assert entry.old_values == {"agent": "agent1", "rights": ["rw"]}
    assert entry.new_values == {"agent": "agent1", "rights": ["ro", "note"]}


def test_rw_includes_the_others(root: Browser, world: Desk) -> None:
    form = sent(root.get(AGENTS).text)
    root.post(AGENTS, form | {f"rights/{BO.id}": ["rw", "ro", "note"]})
    assert rights_of(world, "agent2")["users"] == "rw"
    assert root.post(AGENTS, sent(root.get(AGENTS).text)).headers["location"].endswith("saved=0")


def test_roles_customers_and_companies_have_tables_of_their_own(root: Browser, world: Desk) -> None:
    configured(world, roles=[{"name": "Clerks"}], companies=[{"customer_id": "4711", "name": "Tables Ltd"}])
    for end, section, text, rights in (
        ("roles", "roles", "Clerks", ["ro", "note"]),
        ("customer-users", "customer_users", "c1", ["ro"]),
        ("companies", "companies", "4711", "rw"),
    ):
        path, number = f"{USERS}/{end}", of(world, section, text)["id"]
        given = [rights] if isinstance(rights, str) else rights
        assert root.post(path, {f"seen/{number}": "", f"rights/{number}": given}).status_code == 303
        assert of(world, section, text)["rights"]["users"] == rights
        assert root.post(path, sent(root.get(path).text) | {f"rights/{number}": []}).status_code == 303
        assert "users" not in of(world, section, text)["rights"]
    assert root.post(f"{USERS}/companies", {"seen/1": "", "rights/1": ["note"]}).status_code == 422


def test_a_role_is_given_to_several_at_once(root: Browser, world: Desk) -> None:
    configured(world, roles=[{"name": "Clerks", "rights": {"users": "ro"}}])
    path = f"/admin/roles/{of(world, 'roles', 'Clerks')['id']}/members"
    form = sent(root.get(path).text)
    root.post(path, form | {f"rights/{ADA.id}": ["has"], f"rights/{BO.id}": ["has"]})
    assert of(world, "agents", "agent1")["roles"] == of(world, "agents", "agent2")["roles"] == ["Clerks"]
    root.post(path, sent(root.get(path).text) | {f"rights/{ADA.id}": []})
    assert of(world, "agents", "agent1")["roles"] == [] and of(world, "agents", "agent2")["roles"] == ["Clerks"]
    with world.look() as look:
        assert len(list_audit(look, AuditFilter(action="roles.agent"), offset=0, limit=9)[0]) == 3


def test_somebody_elses_change_is_not_overwritten(root: Browser, world: Desk) -> None:
    form = sent(root.get(AGENTS).text)
    root.post(AGENTS, form | {f"rights/{ADA.id}": ["ro"]})
    refused = root.post(AGENTS, form | {f"rights/{ADA.id}": ["note"], f"rights/{BO.id}": ["note"]})
    assert refused.status_code == 409 and "Somebody else has changed this meanwhile" in refused.text
    assert rights_of(world, "agent1")["users"] == ["ro"] and rights_of(world, "agent2").get("users") != ["note"]
    assert root.post(AGENTS, form | {f"rights/{BO.id}": ["note"]}).status_code == 303, "ada's row was not touched"


def test_nobody_takes_the_administration_from_themselves(root: Browser, world: Desk) -> None:
    path = f"/admin/groups/{of(world, 'groups', 'admin')['id']}/agents"
    refused = root.post(path, {f"seen/{ROOT.id}": "rw", f"rights/{ROOT.id}": []})
    assert refused.status_code == 409 and "no administrator any more" in refused.text
    assert root.get("/admin").status_code == 200


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"seen/2": "all", "rights/2": ["ro"]}, 422),
        ({"seen/2": "", "rights/2": ["has"]}, 422),
        ({"seen/999999": "", "rights/999999": ["ro"]}, 404),
        ({"seen/-1": "", "seen/²": "", "seen/" + "9" * 40: "", "rights/x": ["ro"]}, 303),
    ],
)
def test_what_no_table_has_changes_nothing(root: Browser, world: Desk, form: Any, status: int) -> None:
    before = rights_of(world, "agent1")
    assert root.post(AGENTS, form).status_code == status
    assert rights_of(world, "agent1") == before
    assert root.get("/admin/groups/999999/agents").status_code == 404


def test_a_long_table_is_filtered_and_goes_on_at_constant_cost(root: Browser, world: Desk) -> None:
    root.get(AGENTS)
    with counted(world) as before:
        root.get(AGENTS)
    night = [{"login": f"night{number:03}", "last_name": "Wächter"} for number in range(120)]
    configured(world, agents=night)
    configured(world, agents=[{"login": "night119", "rights": {"users": "ro"}}])
    root.get(AGENTS)
    with counted(world) as after:
        page = root.get(f"{AGENTS}?q=wäch").text
    assert len(before) == len(after) <= 9, after
    assert page.count('name="seen/') == 50 and len(page.encode()) < 60_000
    second = page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "night050" in root.get(second).text
    only = root.get(f"{AGENTS}?q=NIGHT&only=1").text
    assert only.count('name="seen/') == 1 and "night119" in only


def test_groups_and_roles_lead_to_their_tables(root: Browser, world: Desk) -> None:
    configured(world, roles=[{"name": "Clerks"}])
    assert f'href="{AGENTS}"' in root.get("/admin/rights?q=users").text
    assert f'href="{AGENTS}"' in root.get(USERS).text
    number = of(world, "roles", "Clerks")["id"]
    assert f'href="/admin/roles/{number}/members"' in root.get("/admin/rights?of=roles").text


def test_stored_cross_site_scripting(root: Browser, world: Desk) -> None:
    configured(world, agents=[{"login": "<script>x", "first_name": "<script>y"}], groups=[{"name": "<script>z"}])
    for path in (AGENTS, "/admin/rights", f"/admin/groups/{of(world, 'groups', '<script>z')['id']}/agents"):
        assert not re.search("<script>[xyz]", root.get(path).text), path
