"""What is the same for every kind of entry: lists, forms, refusals, and who may see them."""

import re

from polydesk.desk.audit.entries import AuditFilter, list_audit
from polydesk.desk.configuration.entries import list_entries
from polydesk.desk.configuration.load import load_configuration
from polydesk.desk.desk import Desk
from polydesk.web.admin.routes import PAGES
from tests.web.agent.client import Browser


def group_id(desk: Desk, name: str) -> int:
    with desk.look() as look:
        return int(next(one["id"] for one in list_entries(look, "groups").entries if one["name"] == name))


def test_an_entry_is_made_found_and_changed(root: Browser, world: Desk) -> None:
    assert root.post("/admin/groups/new", {"name": "night", "valid": "valid"}).status_code == 303
    number = group_id(world, "night")
    assert f'href="/admin/groups/{number}"' in root.get("/admin/groups?q=nig").text
    assert f'href="/admin/groups/{number}"' not in root.get("/admin/groups?q=day").text
    assert root.post(f"/admin/groups/{number}", {"name": "late", "valid": "valid"}).status_code == 303
    assert group_id(world, "late") == number


def test_a_refused_form_comes_back_as_it_was_typed(root: Browser) -> None:
    page = root.post("/admin/groups/new", {"name": "", "valid": "valid"})
    assert page.status_code == 422 and 'id="name-error"' in page.text
    page = root.post("/admin/groups/new", {"name": "users", "valid": "invalid"})
    assert page.status_code == 422 and 'value="users"' in page.text and '<option value="invalid" selected>' in page.text


def test_somebody_elses_change_is_not_overwritten(root: Browser, world: Desk) -> None:
    root.post("/admin/groups/new", {"name": "night", "valid": "valid"})
    page = f"/admin/groups/{group_id(world, 'night')}"
    version = root.get(page).text.partition('name="version" value="')[2][:16]
    root.post(page, {"name": "night", "valid": "invalid", "version": version})
    assert root.post(page, {"name": "night 2", "valid": "valid", "version": version}).status_code == 422


def test_every_change_is_in_the_audit_trail(root: Browser, world: Desk) -> None:
    root.post("/admin/groups/new", {"name": "night", "valid": "valid"})
    with world.look() as look:
        latest = list_audit(look, AuditFilter(action="groups.create"), offset=0, limit=1)[0][0]
    assert latest.new_values == {"id": group_id(world, "night"), "name": "night", "valid": "valid"}
    assert latest.actor == "root@localhost"


def test_broken_access_control(world: Desk) -> None:
    """The pages are for administrators only."""
    ada = Browser(world).of("agent1", "agent1-pw")
    csrf = ada.csrf
    for method, path, _view in PAGES:
        asked = re.sub(r"\{[^}]*\}", "1", path)
        answer = ada.get(asked) if method == "GET" else ada.post(asked, {"csrf": csrf}, csrf=False)
        assert answer.status_code == 403, (method, path)


def test_stored_cross_site_scripting(root: Browser) -> None:
    root.post("/admin/groups/new", {"name": "<script>x</script>", "valid": "valid"})
    assert "<script>x" not in root.get("/admin/groups").text


def test_long_lists_go_forward_and_back(root: Browser, world: Desk) -> None:
    with world.work() as work:
        load_configuration(work, {"teams": [{"name": f"team {number:03}"} for number in range(250)]})
    with world.look() as look:
        first = list_entries(look, "teams", text="team 0")
        assert (first.before, first.after) == ("", "")
        first = list_entries(look, "teams")
        second = list_entries(look, "teams", after=first.after)
        last = list_entries(look, "teams", after=second.after)
        back = list_entries(look, "teams", before=last.before)
    assert first.before == "" and last.after == ""
    assert len(first.entries) == len(second.entries) == 100
    assert [one["name"] for one in back.entries] == [one["name"] for one in second.entries]


def test_names_are_offered_while_somebody_types(root: Browser) -> None:
    found = root.get("/admin/names/groups?of=group&group=USE").text
    assert '<option value="users">' in found and "support" not in found
    assert root.get("/admin/names/nonsense?of=q&q=x").status_code == 404
