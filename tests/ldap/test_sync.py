"""People of a real directory become the desk's."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from polydesk.desk.desk import Desk
from polydesk.desk.people.customers import find_customer_by_address
from polydesk.desk.people.directory import AgentEntry, Directory
from polydesk.desk.people.directory_report import Report
from polydesk.desk.people.directory_runs import begin_run, last_run
from polydesk.desk.people.directory_sync import NOBODY_FOUND, sync_people
from polydesk.desk.people.models import Agent, CustomerUser
from polydesk.desk.people.roles import is_admin
from polydesk.kernel.actors import AgentActor
from polydesk.kernel.errors import Conflict, NotFound
from polydesk.ldap.server import LdapServer
from polydesk.ldap.sync import sync_when_due
from tests.ldap.conftest import Start, join, settings_for
from tests.slapd import GROUPS, Slapd, dn_of, group, person

Joined = Callable[..., Slapd]


@pytest.fixture
def joined(world: Desk, directory: Start) -> Joined:
    """Starts a directory with these entries and joins it."""

    def start(*entries: str, **settings: Any) -> Slapd:
        slapd = directory(*entries)
        join(world, settings_for(slapd, **settings))
        return slapd

    return start


def _sync(desk: Desk, *, dry_run: bool = False) -> Report:
    return sync_people(desk.work, LdapServer(), dry_run=dry_run).report


def _agent(desk: Desk, login: str) -> AgentEntry | None:
    with desk.look() as look:
        return look.config(Directory).agents.named(login)


def _groups(desk: Desk, login: str, right: str = "rw") -> set[str]:
    with desk.look() as look:
        directory = look.config(Directory)
        agent = directory.agents.named(login)
        assert agent is not None
        return {directory.groups[one].name for one in agent.rights[right]}


def test_a_dry_run_tells_what_would_happen_and_changes_nothing(world: Desk, joined: Joined) -> None:
    joined(person("nora"), person("otto"), group("Sales", ["nora"]), group("New", ["otto"]), auto_create_groups=True)
    report = _sync(world, dry_run=True)
    assert (report.users_found, report.users_created, report.groups_found, report.groups_created) == (2, 2, 2, 1)
    assert _agent(world, "nora") is None
    real = _sync(world)
    assert (real.users_created, real.groups_created, real.errors) == (2, 1, [])
    assert _groups(world, "otto") == {"New"}


def test_a_second_run_finds_nothing_to_do(world: Desk, joined: Joined) -> None:
    joined(person("nora"), group("Sales", ["nora"]))
    assert _sync(world).groups_updated == 1
    again = _sync(world)
    assert (again.users_created, again.users_updated, again.users_disabled, again.groups_updated) == (0, 0, 0, 0)


def test_nobody_is_made_unless_that_is_wanted(world: Desk, joined: Joined) -> None:
    joined(person("nora"), auto_create_users=False)
    assert (_sync(world).users_created, _agent(world, "nora")) == (0, None)


def test_names_and_addresses_follow_the_directory(world: Desk, joined: Joined) -> None:
    slapd = joined(person("nora"))
    _sync(world)
    slapd.modify(dn_of("nora"), sn=["Niemand"], mail=["new@example.test"])
    assert _sync(world).users_updated == 1
    nora = _agent(world, "nora")
    assert nora and (nora.last_name, nora.email) == ("Niemand", "new@example.test")


def test_who_leaves_the_directory_may_not_come_in_and_may_come_back(world: Desk, joined: Joined) -> None:
    slapd = joined(person("nora"), person("otto"), user_filter="(!(employeeType=gone))")
    _sync(world)
    slapd.modify(dn_of("nora"), employeeType=["gone"])
    assert _sync(world).users_disabled == 1
    nora = _agent(world, "nora")
    assert nora and not nora.valid
    slapd.modify(dn_of("nora"), employeeType=[])
    _sync(world)
    nora = _agent(world, "nora")
    assert nora and nora.valid


def test_whom_an_administrator_made_invalid_stays_so(world: Desk, joined: Joined) -> None:
    joined(person("nora"))
    _sync(world)
    with world.work() as work:
        work.connection.execute(update(Agent).where(Agent.login == "nora").values(valid=2))
        work.configuration_changed()
    _sync(world)
    nora = _agent(world, "nora")
    assert nora and not nora.valid


def test_an_empty_answer_lets_nobody_go(world: Desk, joined: Joined) -> None:
    slapd = joined(person("nora"))
    _sync(world)
    slapd.delete(dn_of("nora"))
    report = _sync(world)
    assert (report.users_disabled, report.errors) == (0, [NOBODY_FOUND])


def test_a_directory_that_is_down_changes_nothing_and_is_reported(world: Desk, joined: Joined) -> None:
    joined(person("nora")).stop()
    report = _sync(world)
    assert len(report.errors) == 1
    assert "reached" in report.errors[0]
    with world.look() as look:
        run = last_run(look)
    assert run and run.report.errors == report.errors


def test_groups_of_the_same_name_give_rights_that_end_with_them(world: Desk, joined: Joined) -> None:
    slapd = joined(person("nora"), person("otto"), group("SALES", ["nora"]), group("Sales Role", ["otto"]))
    _sync(world)
    assert (_groups(world, "nora"), _groups(world, "otto")) == ({"sales"}, {"sales"})
    slapd.modify(f"cn=SALES,{GROUPS}", member=[dn_of("otto")])
    _sync(world)
    assert _groups(world, "nora") == set()
    slapd.delete(f"cn=SALES,{GROUPS}")
    _sync(world)
    assert _groups(world, "otto") == {"sales"}  # by the role


def test_groups_map_to_rights_and_roles(world: Desk, joined: Joined) -> None:
    maps = {
        "group_map": {"Readers": {"secret": ("ro", "note")}},
        "role_map": {f"CN=Readers, {GROUPS}": ("Sales Role",)},
    }
    joined(person("nora"), group("Readers", ["nora"]), **maps)
    assert _sync(world).errors == []
    assert (_groups(world, "nora", "ro"), _groups(world, "nora")) == ({"secret", "sales"}, {"sales"})


def test_rights_in_other_groups_are_left_alone(world: Desk, joined: Joined) -> None:
    joined(person("agent1"), group("Secret", ["agent1"]))
    before = _groups(world, "agent1")
    _sync(world)
    assert _groups(world, "agent1") == before | {"secret"}


def test_what_the_maps_name_wrongly_is_reported(world: Desk, joined: Joined) -> None:
    joined(person("nora"), group_map={"A": {"nowhere": ("rw",), "sales": ("fly",)}}, role_map={"A": ("No Role",)})
    assert _sync(world).errors == [
        "group_map: nowhere: there is none",
        "group_map: fly: there is none",
        "role No Role: there is none",
    ]


def test_only_who_is_said_to_runs_the_desk(world: Desk, joined: Joined) -> None:
    groups = (group("admin", ["nora"]), group("Bosses", ["otto"]), group("Staff", ["nora"]))
    joined(person("nora"), person("otto"), person("mute"), *groups, admin_groups=("bosses",), user_groups=("Staff",))
    _sync(world)
    with world.look() as look:
        agents = look.config(Directory).agents
        admins = {one: is_admin(look, AgentActor(agents.named(one).id, one)) for one in ("nora", "otto")}  # type: ignore[union-attr]  # both are there
    assert admins == {"nora": False, "otto": True}
    assert _agent(world, "mute") is None


def test_customers(world: Desk, joined: Joined) -> None:
    slapd = joined(
        person("nora"), person("otto"), group("Staff", ["nora"]), user_groups=("Staff",), default_role="Customer"
    )
    _sync(world)
    assert _agent(world, "otto") is None
    with world.look() as look:
        otto = find_customer_by_address(look, "OTTO@example.test")
    assert otto and otto.login == "otto"
    slapd.modify(dn_of("otto"), mail=["o.ohm@example.test"])
    assert _sync(world).users_updated == 1
    with world.look() as look:
        assert find_customer_by_address(look, "o.ohm@example.test")
        assert find_customer_by_address(look, "otto@example.test") is None


def test_nobody_gets_an_address_that_is_somebody_elses(world: Desk, joined: Joined) -> None:
    with world.look() as look:
        taken = look.connection.execute(select(CustomerUser.email).where(CustomerUser.login == "c1")).scalar_one()
    joined(person("nora", mail=taken), default_role="customer")
    report = _sync(world)
    assert (report.users_created, report.errors) == (0, ["nora: the address belongs to another customer user"])


def test_a_login_that_is_taken_is_left_to_whom_it_belongs(world: Desk, joined: Joined) -> None:
    joined(person("agent1"), auto_update_users=False)
    assert _sync(world).errors == ["agent1: the login belongs to another agent of the desk"]


def test_the_desks_own_agent_is_never_taken_over(world: Desk, joined: Joined) -> None:
    joined(person("root@localhost"))
    assert _sync(world).errors == ["root@localhost: the login belongs to another agent of the desk"]


def test_one_run_at_a_time(world: Desk, joined: Joined) -> None:
    joined(person("nora"))
    with world.work() as work:
        begin_run(work, dry_run=False)
    with pytest.raises(Conflict):
        _sync(world)


def test_without_a_directory_there_is_nothing_to_take_over(world: Desk) -> None:
    with pytest.raises(NotFound):
        _sync(world)
    sync_when_due(world)


def test_it_runs_by_itself_when_it_is_time(world: Desk, joined: Joined, monkeypatch: pytest.MonkeyPatch) -> None:
    slapd = joined(person("nora"), sync_seconds=3600)
    sync_when_due(world)
    assert _agent(world, "nora")
    slapd.delete(dn_of("nora"))
    now = world._now()
    for hours, runs in ((0.5, 1), (1.1, 2)):
        monkeypatch.setattr(world, "_now", lambda then=now + timedelta(hours=hours): then)
        sync_when_due(world)
        with world.look() as look:
            run = last_run(look)
        assert run and (NOBODY_FOUND in run.report.errors) == (runs == 2)
