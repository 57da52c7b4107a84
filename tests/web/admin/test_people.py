"""Agents, groups, roles and teams on the administrators' pages."""

from datetime import timedelta

from polydesk.desk.access.api_tokens import create_api_token, owner_of_token
from polydesk.desk.access.factors import turn_codes_on
from polydesk.desk.audit.entries import AuditFilter, list_audit
from polydesk.desk.configuration.entries import find_entry, list_entries
from polydesk.desk.desk import Desk
from polydesk.desk.people.absence import Absence, set_absence
from polydesk.desk.people.directory import Directory
from polydesk.desk.people.memberships import list_agents_of_role, list_holders
from polydesk.desk.people.second_factor import has_secret
from tests.api.generic_interface.test_statement_budget import counted
from tests.web.agent.client import Browser
from tests.world.cast import ADA, BO, ROOT
from tests.world.tickets import configured

PAGE = f"/admin/agents/{ADA.id}"
FORM = {"first_name": "Ada", "last_name": "Agent", "email": "agent1@desk.example", "valid": "valid"}


def kept(root: Browser, **changed: object) -> dict[str, object]:
    """What the form of ada sends as it is, but for what is changed."""
    return {**FORM, "rights/rw/users": "on", "rights/rw/sales": "on", "rights/rw/support": "on", **changed}


def test_an_agent_is_made_with_rights_and_can_sign_in(root: Browser, world: Desk) -> None:
    form = {**FORM, "login": "night", "email": "night@desk.example", "password": "a long password"}
    assert root.post("/admin/agents/new", {**form, "rights/ro/users": "on"}).status_code == 303
    assert Browser(world).of("night", "a long password").get("/").status_code == 200


def test_b3_sessions_and_tokens_end_with_a_new_password(root: Browser, world: Desk) -> None:
    ada = Browser(world).of("agent1", "agent1-pw")
    with world.work(ADA) as work:
        _id, token = create_api_token(work, ADA, name="ci")
    assert root.post(PAGE, kept(root, first_name="Adah")).status_code == 303
    assert ada.get("/search").status_code == 200
    assert root.post(PAGE, kept(root, password="another one")).status_code == 303
    assert ada.get("/search").status_code == 303
    with world.look() as look:
        assert owner_of_token(look, token) is None
        latest = list_audit(look, AuditFilter(action="agents.change"), offset=0, limit=1)[0][0]
    assert latest.new_values and "another one" not in str(latest)


def test_who_is_put_out_of_use_is_out_at_once(root: Browser, world: Desk) -> None:
    ada = Browser(world).of("agent1", "agent1-pw")
    root.post(PAGE, kept(root, valid="invalid"))
    root.post(PAGE, kept(root))
    assert ada.get("/search").status_code == 303


def test_weak_passwords_and_others_addresses_are_refused(root: Browser) -> None:
    assert "At least 8 characters" in root.post(PAGE, kept(root, password="short")).text
    assert 'id="email-error"' in root.post(PAGE, kept(root, email="nonsense")).text
    assert 'id="email-error"' in root.post(PAGE, kept(root, email="agent2@desk.example")).text


def test_a_login_has_no_blanks_and_is_nobody_elses(root: Browser) -> None:
    for login in ("two words", "AGENT1", "x" * 300, "line\nbreak"):
        page = root.post("/admin/agents/new", {**FORM, "login": login, "email": ""})
        assert page.status_code == 422 and 'id="login-error"' in page.text, login


def test_the_desks_own_agent_stays_in_use(root: Browser) -> None:
    page = root.post(f"/admin/agents/{ROOT.id}", {**FORM, "email": "", "rights/rw/admin": "on", "valid": "invalid"})
    assert page.status_code == 422 and 'id="valid-error"' in page.text


def test_the_language_is_changed_and_other_preferences_stay(root: Browser, world: Desk) -> None:
    configured(world, agents=[{"login": "agent1", "preferences": {"Web::Theme": "dark"}}])
    root.post(PAGE, kept(root, preferences="de"))
    with world.look() as look:
        assert find_entry(look, "agents", ADA.id)["preferences"] == {"Web::Theme": "dark", "Web::Language": "de"}


def test_nobody_takes_the_administration_from_themselves(root: Browser, world: Desk) -> None:
    me = f"/admin/agents/{ROOT.id}"
    assert "no administrator any more" in root.post(me, {**FORM, "email": ""}).text
    assert root.get(me).status_code == 200


def test_an_administrator_forgets_the_second_factor_of_an_agent(root: Browser, world: Desk) -> None:
    with world.work() as work:
        turn_codes_on(work, ADA, "A" * 16, last_step=0)
    assert "Forget the second factor" in root.get(PAGE).text
    assert root.post(f"{PAGE}/forget-second-factor").status_code == 303
    with world.look() as look:
        assert not has_secret(look, ADA)


def test_a_group_says_who_has_which_right_in_it(root: Browser, world: Desk) -> None:
    configured(world, roles=[{"name": "Clerks", "rights": {"users": ["ro", "note"]}}])
    text = root.get("/admin/groups/1").text
    assert "ro, note" in text and f'href="{PAGE}"' in text


def test_who_is_out_of_office_is_marked(root: Browser, world: Desk) -> None:
    assert "out of office" not in root.get("/admin/agents").text
    with world.work(ADA) as work:
        today = work.now.date()
        set_absence(work, ADA, Absence(today - timedelta(days=2), today + timedelta(days=2)))
        set_absence(work, BO, Absence(today - timedelta(days=9), today - timedelta(days=7)))
    assert root.get("/admin/agents").text.count("out of office") == 1
    assert "Out of office" in root.get(PAGE).text


def test_a_role_names_its_agents(root: Browser, world: Desk) -> None:
    configured(world, roles=[{"name": "Clerks"}], agents=[{"login": "agent1", "roles": ["Clerks"]}])
    with world.look() as look:
        [role] = list_entries(look, "roles", text="Clerks").entries
    assert f'href="{PAGE}"' in root.get(f"/admin/roles/{role['id']}").text


def test_rights_in_a_group_are_given_and_taken_from_its_side(root: Browser, world: Desk) -> None:
    configured(world, roles=[{"name": "Clerks"}])
    page = "/admin/groups/1"
    root.post(f"{page}/rights", {"kind": "role", "name": "Clerks", "rights": ["ro", "note"]})
    root.post(f"{page}/rights", {"kind": "agent", "name": "AGENT1", "rights": []})
    with world.look() as look:
        holders = {one.name: one.rights for one in list_holders(look, 1)}
        latest = list_audit(look, AuditFilter(action="groups.rights"), offset=0, limit=1)[0][0]
    assert holders["Clerks"] == ("ro", "note") and "agent1" not in holders
    assert latest.old_values and latest.old_values["rights"] == ["rw"]
    assert 'value="Clerks"' in root.get(f"{page}?kind=role&name=Clerks").text
    assert root.post(f"{page}/rights", {"kind": "agent", "name": "nobody", "rights": ["ro"]}).status_code == 404
    assert root.post(f"{page}/rights", {"kind": "agent", "name": "agent1", "rights": ["all"]}).status_code == 422


def test_nobody_takes_the_administration_from_themselves_on_the_groups_side(root: Browser, world: Desk) -> None:
    with world.look() as look:
        admin = look.config(Directory).groups.named("admin")
    assert admin
    form = {"kind": "agent", "name": "root@localhost", "rights": []}
    assert root.post(f"/admin/groups/{admin.id}/rights", form).status_code == 409
    assert root.get("/admin").status_code == 200


def test_a_role_is_given_and_taken_from_its_side(root: Browser, world: Desk) -> None:
    configured(world, roles=[{"name": "Clerks"}])
    with world.look() as look:
        [role] = list_entries(look, "roles", text="Clerks").entries
    page = f"/admin/roles/{role['id']}"
    for form, logins in (
        ({"agent": "agent1"}, ["agent1"]),
        ({"agent": "agent1"}, ["agent1"]),
        ({"take": "agent1"}, []),
    ):
        assert root.post(f"{page}/agents", form).status_code == 303
        with world.look() as look:
            assert [one.login for one in list_agents_of_role(look, role["id"])] == logins
    assert root.post(f"{page}/agents", {"agent": "nobody"}).status_code == 404


def test_rights_in_very_many_groups_fit_on_a_page(root: Browser, world: Desk) -> None:
    configured(world, groups=[{"name": f"group {number:03}"} for number in range(300)])
    assert len(root.get(PAGE).text) < 60_000
    root.post(PAGE, {**kept(root), "rights+": "group 123", "rights/ro/": "on"})
    with world.look() as look:
        rights = find_entry(look, "agents", ADA.id)["rights"]
    assert rights["group 123"] == ["ro"] and rights["users"] == "rw"


def test_statements_do_not_grow_with_the_list(root: Browser, world: Desk) -> None:
    root.get("/admin/agents")
    with counted(world) as before:
        root.get("/admin/agents")
    configured(world, agents=[{"login": f"more{number}", "rights": {"users": "ro"}} for number in range(20)])
    root.get("/admin/agents")
    with counted(world) as after:
        root.get("/admin/agents")
    assert len(before) == len(after) <= 10, after
